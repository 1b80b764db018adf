internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Key renewals of one controller on PostgreSQL.
struct KeyRenewalTables: KeyRenewalRepository {
    let pool: PostgresPool
    let controller: Int32

    private static let columns = """
        renewal_id, tree_request, puncture_request, old_trees, keyring_no, state, begun_at
        """

    func unfinished() async throws -> KeyRenewalRow? {
        try await row("ended_at IS NULL")
    }

    func renewal(puncture request: RequestID) async throws -> KeyRenewalRow? {
        try await row("puncture_request = \(request.uuid)")
    }

    func begin(_ renewal: KeyRenewalRow) async throws {
        let written = try await pool.transaction(scope: controller, proof: proof(of: renewal.id, in: "true"))
        {
            session in
            try session.execute(
                """
                INSERT INTO key_renewals (controller_id, renewal_id, tree_request, puncture_request, old_trees, state,
                    begun_at)
                VALUES (\(controller), \(renewal.id.uuid), \(renewal.treeRequest.uuid), \(renewal.punctureRequest.uuid),
                    \(renewal.oldTrees.map(\.rawValue)), 'begun', \(timestamp: renewal.begunAt.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """
            )
        }
        guard written == 1 else { throw VaultError(.conflict, "a key renewal was begun already") }
    }

    func noteTree(_ tree: TreeNumber, of renewal: RequestID, epoch: Epoch) async throws {
        try await pool.transaction(scope: controller, proof: proof(of: renewal, in: "state <> 'begun'")) {
            session in
            session.enqueue([
                """
                UPDATE key_renewals SET state = 'moving', keyring_no = \(tree.rawValue)
                WHERE controller_id = \(controller) AND renewal_id = \(renewal.uuid) AND state = 'begun'
                """,
                """
                UPDATE controllers SET keyring_no = \(tree.rawValue), epoch = greatest(epoch, \(Int64(epoch.rawValue)))
                WHERE controller_id = \(controller)
                """,
            ])
        }
    }

    func noteNewest(_ tree: TreeNumber) async throws {
        let proof: SQL = """
            SELECT 1 FROM controllers WHERE controller_id = \(controller) AND keyring_no = \(tree.rawValue)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                "UPDATE controllers SET keyring_no = \(tree.rawValue) WHERE controller_id = \(controller)"
            )
        }
    }

    func noteMoved(_ renewal: RequestID) async throws {
        let proof = proof(of: renewal, in: "state NOT IN ('begun', 'moving')")
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE key_renewals SET state = 'moved'
                WHERE controller_id = \(controller) AND renewal_id = \(renewal.uuid) AND state = 'moving'
                """
            )
        }
    }

    func noteEnded(_ renewal: RequestID, epoch: Epoch, at time: Timestamp) async throws {
        let proof = proof(of: renewal, in: "ended_at IS NOT NULL")
        try await pool.transaction(scope: controller, proof: proof) { session in
            session.enqueue([
                """
                UPDATE key_renewals SET state = 'ended', ended_at = \(timestamp: time.secondsSinceEpoch)
                WHERE controller_id = \(controller) AND renewal_id = \(renewal.uuid) AND ended_at IS NULL
                """,
                """
                UPDATE controllers SET epoch = greatest(epoch, \(Int64(epoch.rawValue)))
                WHERE controller_id = \(controller)
                """,
            ])
        }
    }

    func outside(_ tree: TreeNumber, after number: PatientNumber, limit: Int) async throws -> [PatientRow] {
        // Nobody has more keys than serials were handed out; counting the keys takes longer than it saves.
        let rows = try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns), next_serial FROM patients
                WHERE controller_id = \(controller) AND patient_no > \(Int64(number.rawValue))
                    AND state = 'active' AND keyring_no <> \(tree.rawValue)
                ORDER BY patient_no LIMIT \(Int64(limit / 4))
                """
            ).map { (try PatientRow(row: $0), Int(try $0.int32(PatientRow.columnCount))) }
        }
        var (count, end) = (0, 0)
        while end < rows.count, end == 0 || count + rows[end].1 <= limit {
            count += rows[end].1
            end += 1
        }
        return rows[..<end].map(\.0)
    }

    func counts(outside tree: TreeNumber?) async throws -> KeyCounts {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT
                    (SELECT count(*) FROM patients WHERE controller_id = \(controller) AND patient_no > 0
                        AND state <> 'erased' AND keyring_no IS DISTINCT FROM \(tree?.rawValue)),
                    (SELECT count(*) FROM record_keys WHERE controller_id = \(controller)
                        AND keyring_no IS DISTINCT FROM \(tree?.rawValue))
                """
            )
            return KeyCounts(patients: Int(try row?.int64(0) ?? 0), keys: Int(try row?.int64(1) ?? 0))
        }
    }

    func isAnythingOutside(_ tree: TreeNumber) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT EXISTS (SELECT 1 FROM patients WHERE controller_id = \(controller)
                        AND state <> 'erased' AND keyring_no <> \(tree.rawValue))
                    OR EXISTS (SELECT 1 FROM record_keys
                        WHERE controller_id = \(controller) AND keyring_no <> \(tree.rawValue))
                """
            )
            return try row?.bool(0) ?? true
        }
    }

    /// Finds a renewal that stands as it is said to.
    private func proof(of renewal: RequestID, in state: SQL) -> SQL {
        "SELECT 1 FROM key_renewals WHERE controller_id = \(controller) AND renewal_id = \(renewal.uuid) AND \(state)"
    }

    private func row(_ condition: SQL) async throws -> KeyRenewalRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: Self.columns) FROM key_renewals
                WHERE controller_id = \(controller) AND \(condition)
                """
            ).map { row in
                let trees = try row.int16s(3).compactMap { TreeNumber($0) }
                guard let state = KeyRenewalRow.State(rawValue: try row.text(5)) else {
                    throw VaultError(.damaged, "a row of key_renewals has a value out of range")
                }
                return KeyRenewalRow(
                    id: RequestID(try row.uuid(0)),
                    treeRequest: RequestID(try row.uuid(1)),
                    punctureRequest: RequestID(try row.uuid(2)),
                    oldTrees: trees,
                    tree: try row.int16OrNil(4).flatMap { TreeNumber($0) },
                    state: state,
                    begunAt: Timestamp(secondsSinceEpoch: try row.timestamp(6))
                )
            }
        }
    }
}
