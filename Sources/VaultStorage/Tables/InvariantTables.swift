internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// What `vault check` asks the database of one controller.
struct InvariantTables: InvariantRepository {
    let pool: PostgresPool
    let controller: Int32

    func violations() async throws -> [String: Int] {
        try await pool.withSession(scope: controller) { session in
            // Whole tables are compared, which takes as long as they are big.
            try session.withoutTimeLimits { session in
                _ = try session.query("SELECT set_config('work_mem', '32MB', false)")
                defer { _ = try? session.query("RESET work_mem") }
                var counts: [String: Int] = [:]
                for invariant in Invariant.all {
                    let row = try session.queryOne(invariant.count(controller))
                    counts[invariant.name] = Int(try row?.int64(0) ?? 0)
                }
                return counts
            }
        }
    }

    func files(
        after number: PatientNumber?,
        for depth: CheckDepth,
        versions limit: Int
    ) async throws -> [CheckedFile] {
        let mark: SQL = depth.isDeep ? "deep_serial" : "checked_serial"
        let wanted: SQL = depth.onlyChanged ? "\(mark) IS DISTINCT FROM next_serial" : "true"
        let rows = try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT patient_no, next_serial FROM patients
                WHERE controller_id = \(controller) AND patient_no > \(number.map { Int64($0.rawValue) } ?? -1)
                    AND state = 'active' AND \(wanted)
                ORDER BY patient_no LIMIT \(Int64(limit / 4))
                """
            ).map { (number: try $0.int64(0), serial: try $0.int32(1)) }
        }
        // Nobody has more versions than serials were handed out.
        var (count, files) = (0, [CheckedFile]())
        for row in rows {
            count += Int(row.serial)
            guard files.isEmpty || count <= limit, let patient = PatientNumber(UInt64(row.number)) else {
                break
            }
            files.append(CheckedFile(patient: patient, serial: row.serial))
        }
        return files
    }

    func versions(of patients: [PatientNumber], after slot: Slot?, limit: Int) async throws -> [VersionRow] {
        let last = slot?.packed ?? -1
        return try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: RecordTables.versionColumns)
                FROM \(unsafeSQL: RecordTables.versionTables)
                \(unsafeSQL: RecordTables.recordOfVersion)
                JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = v.patient_no
                WHERE v.controller_id = \(controller)
                    AND v.patient_no = ANY(\(patients.map { Int64($0.rawValue) }))
                    AND (v.patient_no, v.slot) > (\(last >> 23), \(last))
                    AND r.state <> 'fenced' AND v.state <> 'fenced' AND p.state = 'active'
                ORDER BY v.patient_no, v.slot LIMIT \(Int64(limit))
                """
            ).map { try RecordTables.version(from: $0) }
        }
    }

    func places(stillOpen slots: [Slot]) async throws -> [Slot: TreeNumber] {
        guard !slots.isEmpty else { return [:] }
        return try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT k.slot, k.keyring_no
                FROM unnest(\(slots.map { Int64($0.patient.rawValue) }), \(slots.map(\.packed))) AS s (no, slot)
                JOIN record_versions v ON v.controller_id = \(controller) AND v.patient_no = s.no AND v.slot = s.slot
                JOIN records r ON r.controller_id = v.controller_id AND r.patient_no = v.patient_no
                    AND r.record_id = v.record_id
                JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = v.patient_no
                JOIN record_keys k ON k.controller_id = v.controller_id AND k.slot = v.slot
                WHERE r.state <> 'fenced' AND v.state <> 'fenced' AND p.state = 'active'
                """
            )
            var places: [Slot: TreeNumber] = [:]
            for row in rows {
                guard let slot = Slot(packed: try row.int64(0)), let tree = TreeNumber(try row.int16(1))
                else {
                    throw ShredTables.damaged
                }
                places[slot] = tree
            }
            return places
        }
    }

    func mark(_ files: [CheckedFile], isDeep: Bool) async throws {
        guard !files.isEmpty else { return }
        let deep: SQL = isDeep ? ", deep_serial = f.serial" : ""
        _ = try await pool.withSession(scope: controller) { session in
            try session.pipeline([
                // Ends with the statement: the two are one transaction.
                "SELECT set_config('synchronous_commit', 'off', true)",
                """
                WITH locked AS (
                    SELECT p.patient_no, f.serial FROM patients p
                    JOIN unnest(\(files.map { Int64($0.patient.rawValue) }), \(files.map(\.serial))) AS f (no, serial)
                        ON f.no = p.patient_no
                    WHERE p.controller_id = \(controller) AND p.next_serial = f.serial AND p.state = 'active'
                        AND (p.checked_serial, p.deep_serial) IS DISTINCT FROM
                            (f.serial, CASE WHEN \(isDeep) THEN f.serial ELSE p.deep_serial END)
                    ORDER BY \(SlotAllocation.order) FOR NO KEY UPDATE OF p
                )
                UPDATE patients p SET checked_serial = f.serial\(deep) FROM locked f
                WHERE p.controller_id = \(controller) AND p.patient_no = f.patient_no
                """,
            ])
        }
    }

    func counts() async throws -> (patients: Int, records: Int, versions: Int) {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT
                    (SELECT count(*) FROM patients
                        WHERE controller_id = \(controller) AND patient_no > 0 AND state = 'active'),
                    (SELECT count(*) FROM records r JOIN patients p USING (controller_id, patient_no)
                        WHERE r.controller_id = \(controller) AND r.state <> 'erased' AND p.state <> 'erased'),
                    (SELECT count(*) FROM record_versions WHERE controller_id = \(controller))
                """
            )
            guard let row else { return (0, 0, 0) }
            return (Int(try row.int64(0)), Int(try row.int64(1)), Int(try row.int64(2)))
        }
    }

    func versions(after slot: Int64, limit: Int) async throws -> [VersionRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: RecordTables.versionColumns)
                FROM \(unsafeSQL: RecordTables.versionTables)
                \(unsafeSQL: RecordTables.recordOfVersion)
                JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = v.patient_no
                WHERE v.controller_id = \(controller) AND (v.patient_no, v.slot) > (\(slot >> 23), \(slot))
                    AND r.state <> 'fenced' AND v.state <> 'fenced' AND p.state = 'active'
                ORDER BY v.patient_no, v.slot LIMIT \(Int64(limit))
                """
            ).map { try RecordTables.version(from: $0) }
        }
    }

    func unmark(_ patients: Set<PatientNumber>) async throws {
        guard !patients.isEmpty else { return }
        _ = try await pool.withSession(scope: controller) { session in
            try session.execute(
                """
                WITH locked AS (
                    SELECT p.patient_no FROM patients p
                    WHERE p.controller_id = \(controller)
                        AND p.patient_no = ANY(\(patients.map { Int64($0.rawValue) })) AND p.state = 'active'
                    ORDER BY \(SlotAllocation.order) FOR NO KEY UPDATE
                )
                UPDATE patients p SET checked_serial = NULL, deep_serial = NULL FROM locked l
                WHERE p.controller_id = \(controller) AND p.patient_no = l.patient_no
                """
            )
        }
    }

    func erasedPatients(after number: PatientNumber, limit: Int) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND patient_no > \(Int64(number.rawValue)) AND state = 'erased'
                ORDER BY patient_no LIMIT \(Int64(limit))
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func blobs() async throws -> [BlobID: Int] {
        try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT blob_id, length FROM record_parts
                WHERE controller_id = \(controller) AND blob_id IS NOT NULL
                """
            )
            return Dictionary(
                try rows.map { (BlobID(try $0.uuid(0)), Int(try $0.int64(1))) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// How many blobs are asked about at a time.
    private static let pageSize = 10_000

    func referred(among blobs: [BlobID]) async throws -> Set<BlobID> {
        try await pool.withSession(scope: controller) { session in
            var known: Set<BlobID> = []
            for start in stride(from: 0, to: blobs.count, by: Self.pageSize) {
                let page = blobs[start..<min(start + Self.pageSize, blobs.count)].map(\.uuid)
                let rows = try session.query(
                    "SELECT blob_id FROM record_parts WHERE controller_id = \(controller) AND blob_id = ANY(\(page))"
                )
                for row in rows { known.insert(BlobID(try row.uuid(0))) }
            }
            return known
        }
    }

    func mark() async throws -> String {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
            guard let row else {
                throw VaultError(.unusable, "the database does not number its transactions")
            }
            return try row.text(0)
        }
    }

    func haveEnded(before mark: String) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= \(mark)::text::xid8"
            )
            return try row?.bool(0) ?? false
        }
    }
}
