internal import Foundation
internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The ids that others gave to records of one controller, on PostgreSQL.
struct AliasTables: AliasRepository {
    let pool: PostgresPool
    let controller: Int32

    /// About how many tokens are deleted in one transaction.
    private static let deletedAtATime: Int64 = 50_000

    func records(named tokens: [[UInt8]], tokenKey: Int32) async throws -> [[UInt8]: AliasedRecord] {
        guard !tokens.isEmpty else { return [:] }
        return try await pool.withSession(scope: controller) { session in
            var records: [[UInt8]: AliasedRecord] = [:]
            let question: SQL = """
                SELECT token, patient_no, record_id FROM aliases
                WHERE controller_id = \(controller) AND token_key_no = \(tokenKey) AND token = ANY(\(tokens))
                """
            // An import asks beside what it writes.
            for row in try session.query(question.plannedAnew) {
                guard let patient = PatientNumber(UInt64(try row.int64(1))) else { continue }
                records[try row.bytes(0)] = AliasedRecord(record: RecordID(try row.uuid(2)), patient: patient)
            }
            return records
        }
    }

    func page(after last: AliasedRecord?, limit: Int) async throws -> [VersionRow] {
        let (patient, record) = (Int64(last?.patient.rawValue ?? 0), last?.record.uuid ?? Self.lowest)
        let isFirst = last == nil
        return try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                WITH page AS (
                    SELECT DISTINCT a.patient_no, a.record_id FROM aliases a
                    JOIN patients p USING (controller_id, patient_no)
                    JOIN records r USING (controller_id, patient_no, record_id)
                    WHERE a.controller_id = \(controller)
                        AND p.state = 'active' AND r.state NOT IN ('fenced', 'erased')
                        AND (\(isFirst) OR (a.patient_no, a.record_id) > (\(patient), \(record)))
                    ORDER BY a.patient_no, a.record_id LIMIT \(Int64(limit))
                )
                SELECT \(unsafeSQL: RecordTables.versionColumns)
                FROM page
                JOIN records r ON r.controller_id = \(controller) AND r.patient_no = page.patient_no
                    AND r.record_id = page.record_id
                JOIN \(unsafeSQL: RecordTables.versionTables)
                    ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                        AND v.record_id = r.record_id AND v.version = r.current_version
                ORDER BY page.patient_no, page.record_id
                """
            ).map { try RecordTables.version(from: $0) }
        }
    }

    func add(_ claims: [AliasClaim]) async throws {
        guard !claims.isEmpty else { return }
        let (keys, tokens) = (claims.map(\.alias.key), claims.map(\.alias.token))
        let records = claims.map(\.record.record.uuid)
        let proof: SQL = """
            SELECT 1 WHERE NOT EXISTS (
                SELECT 1 FROM unnest(\(keys), \(tokens)) AS t (key, token)
                WHERE NOT EXISTS (SELECT 1 FROM aliases a
                    WHERE a.controller_id = \(controller) AND a.token_key_no = t.key AND a.token = t.token))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            // In the order of the index, each of whose pages is then written once.
            _ = try session.execute(
                """
                INSERT INTO aliases (controller_id, token_key_no, token, patient_no, record_id)
                SELECT \(controller), t.key, t.token, t.patient_no, t.record_id
                FROM unnest(\(keys), \(tokens), \(claims.map { Int64($0.record.patient.rawValue) }), \(records))
                    AS t (key, token, patient_no, record_id)
                ORDER BY t.key, t.token ON CONFLICT DO NOTHING
                """
            )
        }
    }

    func deletePage(before tokenKey: Int32) async throws -> Bool {
        let last = try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT token_key_no, token FROM (
                    SELECT token_key_no, token FROM aliases
                    WHERE controller_id = \(controller) AND token_key_no < \(tokenKey)
                    ORDER BY token_key_no, token LIMIT \(Self.deletedAtATime)) page
                ORDER BY token_key_no DESC, token DESC LIMIT 1
                """
            ).map { (try $0.int32(0), try $0.bytes(1)) }
        }
        guard let last else { return false }
        let old: SQL = """
            controller_id = \(controller) AND token_key_no < \(tokenKey)
                AND (token_key_no, token) <= (\(last.0), \(last.1))
            """
        let proof: SQL = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM aliases WHERE \(old))"
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute("DELETE FROM aliases WHERE \(old)")
        }
        return true
    }

    func count(except tokenKeys: [Int32]) async throws -> Int {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT count(*) FROM aliases
                WHERE controller_id = \(controller) AND token_key_no <> ALL(\(tokenKeys))
                """
            )
            return Int(try row?.int64(0) ?? 0)
        }
    }

    func exist(except tokenKey: Int32) async throws -> Bool {
        try await isTrue(
            """
            SELECT EXISTS (SELECT 1 FROM aliases
                    WHERE controller_id = \(controller) AND token_key_no < \(tokenKey))
                OR EXISTS (SELECT 1 FROM aliases
                    WHERE controller_id = \(controller) AND token_key_no > \(tokenKey))
            """
        )
    }

    func exist(for records: [RecordID]) async throws -> Bool {
        try await isTrue(
            """
            SELECT EXISTS (SELECT 1 FROM records r JOIN aliases a USING (controller_id, patient_no, record_id)
                WHERE r.controller_id = \(controller) AND r.record_id = ANY(\(records.map(\.uuid))))
            """
        )
    }

    private func isTrue(_ question: SQL) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(question)?.bool(0) ?? false
        }
    }

    private static let lowest = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}
