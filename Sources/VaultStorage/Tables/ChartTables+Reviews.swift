internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ChartTables {
    func stale(
        under publication: Int32,
        after number: PatientNumber,
        limit: Int
    ) async throws -> [PatientRow] {
        try await page(after: number, limit: limit, where: Self.isStale(under: publication))
    }

    func countStale(under publication: Int32) async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM patients p
            WHERE p.controller_id = \(controller) AND p.patient_no > 0 AND p.state = 'active'
                AND \(Self.isStale(under: publication))
            """
        )
    }

    func save(
        _ months: [(slot: Slot, month: Day?)],
        of patient: PatientRow,
        under publication: Int32
    ) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            let answers = try session.pipeline([
                // Ends with the statement: the two are one transaction.
                "SELECT set_config('synchronous_commit', 'off', true)",
                """
                WITH reviewed AS (
                    UPDATE patients
                    SET reviewed_serial = next_serial, reviewed_publication = \(publication)
                    WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.number.rawValue))
                        AND state = 'active' AND next_serial = \(patient.serial)
                    RETURNING 1
                ), written AS (
                    UPDATE record_versions v SET review_month = m.month::date
                    FROM unnest(\(months.map(\.slot.packed)), \(months.map { $0.month?.description }))
                        AS m (slot, month)
                    WHERE v.controller_id = \(controller) AND v.patient_no = \(Int64(patient.number.rawValue))
                        AND v.slot = m.slot AND EXISTS (SELECT 1 FROM reviewed)
                        AND v.review_month IS DISTINCT FROM m.month::date
                )
                SELECT count(*) FROM reviewed
                """,
            ])
            return try answers[1].first?.int64(0) == 1
        }
    }

    func due(
        until month: Day,
        undated: Bool,
        after number: PatientNumber,
        limit: Int
    ) async throws -> [PatientRow] {
        try await page(
            after: number,
            limit: limit,
            where: """
                EXISTS (SELECT 1 FROM record_versions v
                    WHERE v.controller_id = p.controller_id AND v.patient_no = p.patient_no
                        AND (v.review_month <= \(date: month.description) OR \(undated) AND v.review_month IS NULL))
                """
        )
    }

    func countDue(until month: Day) async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM record_versions v
            WHERE v.controller_id = \(controller) AND v.review_month <= \(date: month.description)
            """
        )
    }

    func patients(after number: PatientNumber, limit: Int) async throws -> [PatientRow] {
        try await page(after: number, limit: limit, where: "true")
    }

    private static func isStale(under publication: Int32) -> SQL {
        """
        (p.reviewed_serial, p.reviewed_publication) IS DISTINCT FROM (p.next_serial, \(publication))
        """
    }

    private func page(
        after number: PatientNumber,
        limit: Int,
        where condition: SQL
    ) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients p
                WHERE p.controller_id = \(controller) AND p.patient_no > \(Int64(number.rawValue))
                    AND p.state = 'active' AND \(condition)
                ORDER BY p.patient_no LIMIT \(Int64(limit))
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    private func count(_ statement: SQL) async throws -> Int {
        try await pool.withSession(scope: controller) { session in
            Int(try session.queryOne(statement)?.int64(0) ?? 0)
        }
    }
}
