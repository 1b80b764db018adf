internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

extension RecordTables {
    private static let recordColumns = """
        r.record_id, r.episode_no, r.current_version, r.state,
        p.patient_no, p.public_id, p.keyring_no, p.state, p.next_serial, p.identity_id, p.person_no
        """

    static let versionColumns = """
        v.record_id, v.version, v.slot, k.keyring_no, v.stored_on, v.state, v.sealed_meta, v.sealed_facts,
        v.commitment, v.entry, k.wrapped, r.episode_no, v.facts_revision
        """

    static let versionTables = """
        record_versions v JOIN record_keys k ON k.controller_id = v.controller_id AND k.slot = v.slot
        """

    /// The record of each version, looked up by its id.
    ///
    /// OFFSET 0 keeps the planner, which knows how many records patients have on average, from comparing all versions of a
    /// large file with all its records.
    static let recordOfVersion = """
        CROSS JOIN LATERAL (SELECT episode_no, current_version, state FROM records
            WHERE controller_id = v.controller_id AND patient_no = v.patient_no AND record_id = v.record_id OFFSET 0) r
        """

    func currentVersions(of patient: PatientNumber) async throws -> [VersionRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.versionColumns)
                FROM \(unsafeSQL: Self.versionTables)
                \(unsafeSQL: Self.recordOfVersion)
                WHERE v.controller_id = \(controller) AND v.patient_no = \(Int64(patient.rawValue))
                    AND v.version = r.current_version AND r.state <> 'fenced'
                ORDER BY v.slot
                """
            ).map { try Self.version(from: $0) }
        }
    }

    func allVersions(of patient: PatientNumber) async throws -> [VersionRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.versionColumns) FROM \(unsafeSQL: Self.versionTables)
                \(unsafeSQL: Self.recordOfVersion)
                WHERE v.controller_id = \(controller) AND v.patient_no = \(Int64(patient.rawValue))
                    AND r.state <> 'fenced' AND v.state <> 'fenced'
                ORDER BY v.slot
                """
            ).map { try Self.version(from: $0) }
        }
    }

    func versions(of record: RecordID) async throws -> [VersionRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.versionColumns)
                FROM records r JOIN \(unsafeSQL: Self.versionTables)
                    ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                        AND v.record_id = r.record_id
                WHERE r.controller_id = \(controller) AND r.record_id = \(record.uuid) AND v.state <> 'fenced'
                ORDER BY v.version
                """
            ).map { try Self.version(from: $0) }
        }
    }

    func version(_ version: VersionNumber?, of record: RecordID) async throws -> (RecordRow, VersionRow)? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.versionColumns), \(unsafeSQL: Self.recordColumns)
                FROM records r JOIN patients p USING (controller_id, patient_no)
                JOIN \(unsafeSQL: Self.versionTables)
                    ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                        AND v.record_id = r.record_id
                WHERE r.controller_id = \(controller) AND r.record_id = \(record.uuid)
                    AND v.version = coalesce(\(version?.rawValue), r.current_version)
                """
            ).map { (try Self.record(from: $0, at: 13), try Self.version(from: $0)) }
        }
    }

    func version(at slot: Slot) async throws -> VersionRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.versionColumns) FROM \(unsafeSQL: Self.versionTables)
                \(unsafeSQL: Self.recordOfVersion)
                WHERE v.controller_id = \(controller) AND v.patient_no = \(Int64(slot.patient.rawValue))
                    AND v.slot = \(slot.packed)
                """
            ).map { try Self.version(from: $0) }
        }
    }

    func parts(at slot: Slot) async throws -> [PartRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PartRow.columns) FROM record_parts
                WHERE controller_id = \(controller) AND slot = \(slot.packed) ORDER BY part
                """
            ).map { try PartRow(row: $0) }
        }
    }

    func parts(ofEach slots: [Slot]) async throws -> [Slot: [PartRow]] {
        try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT s.slot, \(unsafeSQL: PartRow.columns)
                FROM unnest(\(slots.map(\.packed))) AS w (slot)
                JOIN record_parts s ON s.controller_id = \(controller) AND s.slot = w.slot ORDER BY s.slot, s.part
                """
            )
            return Dictionary(
                grouping: try rows.map { row in
                    guard let slot = Slot(packed: try row.int64(0)) else { throw Self.outOfRange }
                    return (slot: slot, part: try PartRow(row: row, at: 1))
                },
                by: \.slot
            ).mapValues { $0.map(\.part) }
        }
    }

    func wasErased(_ record: RecordID, version: VersionNumber?) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT r.state = 'erased' OR p.state = 'erased' OR EXISTS (SELECT 1 FROM version_tombstones t
                    WHERE t.controller_id = r.controller_id AND t.record_id = r.record_id
                        AND t.version = \(version?.rawValue))
                FROM records r JOIN patients p USING (controller_id, patient_no)
                WHERE r.controller_id = \(controller) AND r.record_id = \(record.uuid)
                """
            )
            return try row?.bool(0) ?? false
        }
    }

    func wasLostInMove(_ record: RecordID) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT 1 FROM records r WHERE r.controller_id = \(controller) AND r.record_id = \(record.uuid)
                    AND \(GateTables.isUnmoved(controller: controller))
                """
            ) != nil
        }
    }

    private static let outOfRange = VaultError(.damaged, "a row of a record has a value out of range")

    private static func record(from row: Row, at first: Int = 0) throws -> RecordRow {
        guard let current = VersionNumber(try row.int32(first + 2)),
            let state = RecordRow.State(rawValue: try row.text(first + 3))
        else { throw outOfRange }
        return RecordRow(
            id: RecordID(try row.uuid(first)),
            patient: try PatientRow(row: row, at: first + 4),
            episode: try row.int32OrNil(first + 1),
            currentVersion: current,
            state: state
        )
    }

    static func version(from row: Row) throws -> VersionRow {
        guard let version = VersionNumber(try row.int32(1)), let slot = Slot(packed: try row.int64(2)),
            let tree = TreeNumber(try row.int16(3)), let day = Day(iso8601: try row.date(4)),
            let state = VersionRow.State(rawValue: try row.text(5))
        else { throw outOfRange }
        return VersionRow(
            record: RecordID(try row.uuid(0)),
            version: version,
            slot: slot,
            tree: tree,
            episode: try row.int32OrNil(11),
            storedOn: day,
            state: state,
            sealedMetadata: try row.bytes(6),
            sealedFacts: try row.bytes(7),
            factsRevision: try row.int32(12),
            commitment: try Commitment(stored: row.bytes(8)),
            entry: try row.int64OrNil(9).map { UInt64($0) },
            wrappedKey: try row.bytes(10)
        )
    }
}
