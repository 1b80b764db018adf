internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Kept decisions of one controller on PostgreSQL.
struct DecisionTables: DecisionRepository {
    let pool: PostgresPool
    let controller: Int32

    func keep(_ rows: [DecisionRow]) async throws {
        guard let first = rows.first else { return }
        let statement =
            first.slot.serial == 0 ? ofPatient(first) : Self.insertion(of: rows, controller: controller)
        let controller = controller
        try await pool.withSession(scope: controller) { session in
            guard try Self.execute(statement, in: session) < rows.count else { return }
            let tree = try session.queryOne(
                """
                SELECT keyring_no FROM patients WHERE controller_id = \(controller)
                    AND patient_no = \(Int64(first.slot.patient.rawValue)) AND state = 'active'
                """
            )
            if let tree = try tree?.int16(0), tree != first.tree.rawValue { throw KeysRenewed() }
            throw VaultError(.closed, "this record is closed for reading: an erasure runs")
        }
    }

    /// Runs a statement again that waited for a version which has gone to another patient, and so to another partition.
    private static func execute(_ statement: SQL, in session: Session) throws -> Int {
        do throws(PostgresError) {
            return try session.execute(statement)
        } catch {
            guard error.isRetryable else { throw error }
            return try session.execute(statement)
        }
    }

    func decision(_ id: DecisionID) async throws -> DecisionRow? {
        try await rows("d.decision_id = \(id.uuid)").first
    }

    func decisions(at slots: [Slot]) async throws -> [DecisionRow] {
        // In the order of storing: no column may tell more of it than the day, but the transactions do.
        try await rows(
            "d.slot = ANY(\(slots.map(\.packed)))",
            order: "d.decided_on, age(d.xmin) DESC, d.ctid"
        )
    }

    func decisions(after last: DecisionRow?, limit: Int) async throws -> [DecisionRow] {
        let beginning: SQL =
            last.map { "(d.slot, d.decision_id) > (\($0.slot.packed), \($0.id.uuid))" } ?? "true"
        return try await rows(beginning, order: "d.slot, d.decision_id LIMIT \(Int64(limit))")
    }

    /// Writes at versions that no fence has closed.
    ///
    /// The shared locks make a fence that comes now wait, and wait themselves for one that came first: so the record
    /// step, which begins after the fence, finds every row. Patient, record, version is the order of all who lock.
    static func insertion(of rows: [DecisionRow], controller: Int32) -> SQL {
        """
        INSERT INTO decisions (controller_id, slot, decision_id, decided_on, sealed_detail)
        SELECT \(controller), d.slot, d.id, d.day::date, d.detail
        FROM unnest(\(rows.map { Int64($0.slot.patient.rawValue) }), \(rows.map(\.slot.packed)), \(rows.map(\.id.uuid)),
            \(rows.map(\.decidedOn.description)), \(rows.map(\.sealedDetail))) AS d (patient_no, slot, id, day, detail)
        JOIN record_versions v ON v.controller_id = \(controller) AND v.patient_no = d.patient_no AND v.slot = d.slot
            AND v.state <> 'fenced'
        JOIN records r ON r.controller_id = v.controller_id AND r.patient_no = v.patient_no
            AND r.record_id = v.record_id AND r.state NOT IN ('fenced', 'erased')
        JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = v.patient_no
            AND p.state = 'active' AND p.keyring_no = \(rows.first?.tree.rawValue)
        FOR SHARE OF p, r, v
        """
    }

    /// Writes at a patient's serial 0, which goes only with the patient.
    private func ofPatient(_ row: DecisionRow) -> SQL {
        """
        INSERT INTO decisions (controller_id, slot, decision_id, decided_on, sealed_detail)
        SELECT \(controller), \(row.slot.packed), \(row.id.uuid), \(date: row.decidedOn.description),
            \(row.sealedDetail)
        FROM patients p WHERE p.controller_id = \(controller)
            AND p.patient_no = \(Int64(row.slot.patient.rawValue)) AND p.state = 'active'
            AND p.keyring_no = \(row.tree.rawValue)
        FOR SHARE
        """
    }

    private func rows(_ condition: SQL, order: SQL = "d.decision_id") async throws
        -> [DecisionRow]
    {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT d.decision_id, d.slot, p.keyring_no, d.decided_on, d.sealed_detail
                FROM (SELECT *, xmin, ctid, slot >> 23 AS patient_no FROM decisions d
                    WHERE d.controller_id = \(controller) AND \(condition) OFFSET 0) d
                JOIN patients p ON p.controller_id = d.controller_id AND p.patient_no = d.patient_no
                WHERE p.state = 'active'
                ORDER BY \(order)
                """
            ).map { row in
                guard let slot = Slot(packed: try row.int64(1)), let tree = TreeNumber(try row.int16(2)),
                    let day = Day(iso8601: try row.date(3))
                else { throw VaultError(.damaged, "a row of decisions has a value out of range") }
                return DecisionRow(
                    id: DecisionID(try row.uuid(0)),
                    slot: slot,
                    tree: tree,
                    decidedOn: day,
                    sealedDetail: try row.bytes(4)
                )
            }
        }
    }
}
