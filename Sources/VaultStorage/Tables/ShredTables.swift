internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Shreds and certificates of one controller on PostgreSQL.
struct ShredTables: ShredRepository {
    let pool: PostgresPool
    let controller: Int32

    static let columns = """
        shred_id, request_id, certificate_id, patient_no, state, slot, sealed_order, sealed_file, commitment,
        entry, index_renewal, fenced_at, epoch, cause,
        (SELECT p.keyring_no FROM patients p WHERE p.controller_id = shreds.controller_id AND p.patient_no = 0)
        """

    static let damaged = VaultError(.damaged, "a row of a shred has a value out of range")

    func unfinished() async throws -> [ShredRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.columns) FROM shreds
                WHERE controller_id = \(controller) AND state NOT IN ('certified', 'repeated') ORDER BY fenced_at, shred_id
                """
            ).map { try shred(from: $0, in: session) }
        }
    }

    func shred(_ id: ShredID) async throws -> ShredRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.columns) FROM shreds
                WHERE controller_id = \(controller) AND shred_id = \(id.uuid)
                """
            ).map { try shred(from: $0, in: session) }
        }
    }

    func shred(request: RequestID) async throws -> ShredRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.columns) FROM shreds WHERE controller_id = \(controller)
                    AND (request_id = \(request.uuid) OR index_renewal = \(request.uuid))
                ORDER BY fenced_at, shred_id LIMIT 1
                """
            ).map { try shred(from: $0, in: session) }
        }
    }

    /// Finds a shred that stands as it is said to.
    func proof(of id: ShredID, in state: SQL) -> SQL {
        "SELECT 1 FROM shreds WHERE controller_id = \(controller) AND shred_id = \(id.uuid) AND \(state)"
    }

    func notePending(_ id: ShredID, epoch: Epoch) async throws {
        let epoch = Int64(epoch.rawValue)
        try await pool.transaction(scope: controller, proof: proof(of: id, in: "epoch >= \(epoch)")) {
            session in
            _ = try session.execute(
                """
                UPDATE shreds SET epoch = \(epoch)
                WHERE controller_id = \(controller) AND shred_id = \(id.uuid) AND state = 'fenced'
                """
            )
        }
    }

    func raiseEpoch(to epoch: Epoch) async throws {
        let epoch = Int64(epoch.rawValue)
        let proof: SQL = """
            SELECT 1 FROM controllers WHERE controller_id = \(controller) AND epoch >= \(epoch)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE controllers SET epoch = greatest(epoch, \(epoch))
                WHERE controller_id = \(controller)
                """
            )
        }
    }

    func blobsToRemove(of id: ShredID) async throws -> [BlobID] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT blob_id FROM blob_removals
                WHERE controller_id = \(controller) AND shred_id = \(id.uuid) ORDER BY blob_id
                """
            ).map { BlobID(try $0.uuid(0)) }
        }
    }

    func noteBlobsRemoved(_ blobs: [BlobID]) async throws {
        let gone: SQL = "controller_id = \(controller) AND blob_id = ANY(\(blobs.map(\.uuid)))"
        let proof: SQL = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM blob_removals WHERE \(gone))"
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute("DELETE FROM blob_removals WHERE \(gone)")
        }
    }

    func noteVerified(_ id: ShredID, state: ShredState, at time: Timestamp) async throws {
        // An earlier look may have found something: it has left another state, or another time.
        let proof = proof(
            of: id,
            in: "state = \(state.rawValue) AND verified_at = \(timestamp: time.secondsSinceEpoch)"
        )
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE shreds SET state = \(state.rawValue), verified_at = \(timestamp: time.secondsSinceEpoch)
                WHERE controller_id = \(controller) AND shred_id = \(id.uuid)
                    AND state IN ('recorded', 'verified', 'incomplete')
                """
            )
            // What is left of the file may have other ends. Not when it is recorded: that waits for the key safe, and
            // nobody who stores for the patient shall wait with it.
            _ = try session.execute(
                """
                WITH locked AS (
                    SELECT p.patient_no FROM patients p
                    WHERE p.controller_id = \(controller) AND p.state = 'active' AND p.patient_no IN (
                        SELECT patient_no FROM records
                        WHERE controller_id = \(controller) AND shred_id = \(id.uuid)
                        UNION SELECT r.patient_no FROM version_tombstones t JOIN records r USING (controller_id, record_id)
                        WHERE controller_id = \(controller) AND t.shred_id = \(id.uuid))
                    ORDER BY \(SlotAllocation.order) FOR NO KEY UPDATE OF p
                )
                UPDATE patients p SET next_serial = next_serial + 1 FROM locked l
                WHERE p.controller_id = \(controller) AND p.patient_no = l.patient_no
                """
            )
        }
    }

    func leftovers(of shred: ShredRow) async throws -> [String: Int] {
        let slots = Self.slots(of: shred)
        let patient = shred.patient.map { Int64($0.rawValue) }
        return try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT 'wrapped keys', count(*) FROM record_keys WHERE controller_id = \(controller) AND \(slots)
                UNION ALL SELECT 'parts', count(*) FROM record_parts WHERE controller_id = \(controller) AND \(slots)
                UNION ALL SELECT 'versions', count(*) FROM record_versions
                    WHERE controller_id = \(controller) AND \(Self.versions(of: shred))
                UNION ALL SELECT 'statements', count(*) FROM log_events
                    WHERE controller_id = \(controller) AND \(slots)
                UNION ALL SELECT 'aliases', count(*) FROM aliases a JOIN records r
                        USING (controller_id, patient_no, record_id)
                    WHERE r.controller_id = \(controller)
                        AND (r.shred_id = \(shred.id.uuid) OR r.patient_no = \(patient))
                UNION ALL SELECT 'blobs', count(*) FROM blob_removals
                    WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid)
                UNION ALL SELECT 'identifier tokens', count(*) FROM patient_tokens
                    WHERE controller_id = \(controller) AND patient_no = \(patient)
                UNION ALL SELECT 'episodes', count(*) FROM episodes
                    WHERE controller_id = \(controller) AND patient_no = \(patient)
                UNION ALL SELECT 'sealed search terms', count(*) FROM patients
                    WHERE controller_id = \(controller) AND patient_no = \(patient) AND sealed_search IS NOT NULL
                """
            )
            return Dictionary(
                uniqueKeysWithValues: try rows.map { (try $0.text(0), Int(try $0.int64(1))) }.filter {
                    $0.1 > 0
                }
            )
        }
    }

    func shred(from row: Row, in session: Session) throws -> ShredRow {
        let id = try row.uuid(0)
        let prefixes = try session.query(
            """
            SELECT prefix FROM shred_prefixes
            WHERE controller_id = \(controller) AND shred_id = \(id) ORDER BY prefix
            """
        ).map { row in
            guard let prefix = Prefix(encoded: try row.bytes(0)) else { throw Self.damaged }
            return prefix
        }
        guard let state = ShredState(rawValue: try row.text(4)), let slot = Slot(packed: try row.int64(5)),
            let cause = ShredCause(rawValue: try row.int16(13)),
            let tree = TreeNumber(try row.int16(14))
        else {
            throw Self.damaged
        }
        return ShredRow(
            id: ShredID(id),
            request: RequestID(try row.uuid(1)),
            certificate: CertificateID(try row.uuid(2)),
            cause: cause,
            patient: try row.int64OrNil(3).flatMap { PatientNumber(UInt64($0)) },
            state: state,
            prefixes: prefixes,
            slot: slot,
            tree: tree,
            sealedOrder: try row.bytes(6),
            record: try row.bytesOrNil(7).map { file in
                ShredRecord(sealedFile: file, commitment: try Commitment(stored: row.bytes(8)))
            },
            entry: try row.int64OrNil(9).map { UInt64($0) },
            indexRenewal: try row.uuidOrNil(10).map { RequestID($0) },
            fencedAt: Timestamp(secondsSinceEpoch: try row.timestamp(11)),
            epoch: try row.int64OrNil(12).map { Epoch(UInt64($0)) }
        )
    }
}
