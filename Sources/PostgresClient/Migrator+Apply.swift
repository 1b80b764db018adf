internal import CLibPQ

extension Migrator {
    /// The key of the advisory lock: "lethe" in ASCII.
    private static let lockKey: Int64 = 0x6C_6574_6865

    func migrate(_ session: Session) throws -> [Migration] {
        _ = try session.query("SELECT pg_advisory_lock(\(Self.lockKey))")
        defer { _ = try? session.query("SELECT pg_advisory_unlock(\(Self.lockKey))") }
        try session.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                version int4 PRIMARY KEY,
                name text NOT NULL,
                checksum bytea NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """
        )
        let missing = try pending(session)
        // One that rewrites a table takes as long as the table is big.
        try session.withoutTimeLimits { session in
            for migration in missing { try apply(migration, session) }
        }
        return missing
    }

    func pending(_ session: Session) throws -> [Migration] {
        guard try session.query("SELECT to_regclass('schema_migrations')::text")[0].textOrNil(0) != nil else {
            return migrations
        }
        let applied = try session.query("SELECT version, checksum FROM schema_migrations ORDER BY version")
        guard applied.count <= migrations.count else {
            throw PostgresError(
                .databaseNewer,
                "the database has migration \(applied.count), the program knows \(latestVersion); "
                    + "use the newer program"
            )
        }
        let checksums = try session.query(
            """
            SELECT sha256(convert_to(known.sql, 'UTF8'))
              FROM unnest(\(migrations.map(\.sql))) WITH ORDINALITY AS known (sql, place) ORDER BY place
            """
        )
        for (index, row) in applied.enumerated() {
            let migration = migrations[index]
            guard try row.int32(0) == migration.version, try row.bytes(1) == checksums[index].bytes(0) else {
                throw PostgresError(
                    .migrationChanged,
                    "migration \(migration.version) `\(migration.name)` is not the one that was applied; "
                        + "restore its text and put changes into a new migration"
                )
            }
        }
        return Array(migrations.dropFirst(applied.count))
    }

    private func apply(_ migration: Migration, _ session: Session) throws(PostgresError) {
        let label = "migration \(migration.version) `\(migration.name)`"
        do throws(PostgresError) {
            try session.execute("BEGIN")
            try session.runScript(migration.sql)
            guard session.link.transactionStatus == PQTRANS_INTRANS else {
                throw PostgresError(
                    .migrationsInvalid,
                    "\(label) ends its transaction; remove that statement"
                )
            }
            try session.execute(
                """
                INSERT INTO schema_migrations (version, name, checksum)
                VALUES (\(migration.version), \(migration.name), sha256(convert_to(\(migration.sql), 'UTF8')))
                """
            )
            try session.execute("COMMIT")
        } catch {
            _ = try? session.tidy()
            guard error.code == .statementFailed else { throw error }
            let place = error.scriptLine.map { " at line \($0)" } ?? ""
            throw PostgresError(
                .migrationFailed,
                "\(label) failed\(place) and was rolled back: \(error.message)",
                sqlState: error.sqlState,
                constraint: error.constraint,
                table: error.table
            )
        }
    }
}
