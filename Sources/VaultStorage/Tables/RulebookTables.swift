internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The published rulebooks of one controller on PostgreSQL.
struct RulebookTables: RulebookRepository {
    let pool: PostgresPool
    let controller: Int32

    func publish(_ rulebook: RulebookRow, at time: Timestamp) async throws {
        try await pool.transaction(scope: controller) { session in
            _ = try session.execute(
                """
                INSERT INTO rulebooks (controller_id, digest, archive)
                VALUES (\(controller), \(rulebook.digest.bytes), \(rulebook.archive)) ON CONFLICT DO NOTHING
                """
            )
            _ = try session.execute(
                """
                INSERT INTO publications (controller_id, publication_no, digest, active_from, state, published_at)
                VALUES (\(controller), 1, \(rulebook.digest.bytes), \(date: rulebook.activeFrom.description),
                    'published', \(timestamp: time.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    func active(on day: Day) async throws -> RulebookRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT digest, r.archive, p.active_from, p.publication_no
                FROM publications p JOIN rulebooks r USING (controller_id, digest)
                WHERE controller_id = \(controller) AND p.state = 'published'
                    AND p.active_from <= \(date: day.description)
                ORDER BY p.active_from DESC, p.publication_no DESC LIMIT 1
                """
            ).map { try Self.rulebook(from: $0) }
        }
    }

    func rulebooks(beginning digits: String, today: Day) async throws -> [RulebookRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT r.digest, r.archive, coalesce(p.active_from, \(date: today.description)),
                    coalesce(p.publication_no, 0)
                FROM rulebooks r LEFT JOIN LATERAL (
                    SELECT active_from, publication_no FROM publications p
                    WHERE p.controller_id = r.controller_id AND p.digest = r.digest
                    ORDER BY publication_no DESC LIMIT 1) p ON true
                WHERE r.controller_id = \(controller) AND starts_with(encode(r.digest, 'hex'), \(digits))
                ORDER BY r.digest
                """
            ).map { try Self.rulebook(from: $0) }
        }
    }

    private static func rulebook(from row: Row) throws -> RulebookRow {
        guard let digest = Digest(bytes: try row.bytes(0)), let day = Day(iso8601: try row.date(2)) else {
            throw VaultError(.damaged, "a row of rulebooks has a value out of range")
        }
        return RulebookRow(
            digest: digest,
            archive: try row.bytes(1),
            activeFrom: day,
            publication: try row.int32(3)
        )
    }
}
