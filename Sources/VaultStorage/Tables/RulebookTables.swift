internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The published rulebooks of one controller on PostgreSQL.
struct RulebookTables: RulebookRepository {
    let pool: PostgresPool
    let controller: Int32

    func publish(_ rulebook: RulebookRow) async throws {
        try await pool.transaction(scope: controller) { session in
            _ = try session.execute(
                """
                INSERT INTO rulebooks (controller_id, digest, archive, active_from)
                VALUES (\(controller), \(rulebook.digest.bytes), \(rulebook.archive),
                    \(date: rulebook.activeFrom.description))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    func active(on day: Day) async throws -> RulebookRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT digest, archive, active_from FROM rulebooks
                WHERE controller_id = \(controller) AND active_from <= \(date: day.description)
                ORDER BY active_from DESC, published DESC LIMIT 1
                """
            ).map { row in
                guard let digest = Digest(bytes: try row.bytes(0)), let day = Day(iso8601: try row.date(2))
                else {
                    throw VaultError(.damaged, "a row of rulebooks has a value out of range")
                }
                return RulebookRow(digest: digest, archive: try row.bytes(1), activeFrom: day)
            }
        }
    }
}
