internal import Foundation

/// Brings a database to the schema that the program knows, forward only.
///
/// Each migration runs in a transaction of its own that also notes it in `schema_migrations` with the SHA-256 of
/// its text. An advisory lock keeps two programs from migrating at the same time.
public struct Migrator: Sendable {
    /// The migrations in order.
    public let migrations: [Migration]

    /// Takes migrations that are numbered from 1 without gaps.
    ///
    /// - Throws: `PostgresError` with `migrationsInvalid`.
    public init(_ migrations: [Migration]) throws(PostgresError) {
        self.migrations = migrations.sorted { $0.version < $1.version }
        for (index, migration) in self.migrations.enumerated() where migration.version != Int32(index + 1) {
            throw PostgresError(
                .migrationsInvalid,
                "migration \(index + 1) is missing or there twice; number them 1, 2, 3, …"
            )
        }
    }

    /// Reads the files `0001_name.sql`, `0002_name.sql`, … of a directory.
    ///
    /// - Throws: `PostgresError` with `migrationsInvalid`, also for any other `.sql` file.
    public init(directory: String) throws(PostgresError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw PostgresError(.migrationsInvalid, "the migrations in `\(directory)` cannot be read")
        }
        var migrations: [Migration] = []
        for name in names.sorted() where name.hasSuffix(".sql") {
            let parts = name.dropLast(4).split(separator: "_", maxSplits: 1)
            guard parts.count == 2, parts[0].count == 4, let version = Int32(parts[0]), version > 0,
                let data = FileManager.default.contents(atPath: directory + "/" + name),
                let sql = String(data: data, encoding: .utf8)
            else {
                throw PostgresError(
                    .migrationsInvalid,
                    "the migration `\(name)` is not readable or not named like `0001_name.sql`"
                )
            }
            migrations.append(Migration(version: version, name: String(parts[1]), sql: sql))
        }
        try self.init(migrations)
    }

    /// The newest version that the program knows; 0 for none.
    public var latestVersion: Int32 { migrations.last?.version ?? 0 }

    /// Applies what is missing and returns it.
    ///
    /// - Throws: `PostgresError`; `migrationChanged`, `databaseNewer` or `migrationFailed`, among others.
    @discardableResult
    public func migrate(_ pool: PostgresPool) async throws -> [Migration] {
        try await pool.withSession(scope: nil) { session in
            try session.withoutTimeLimits(migrate)
        }
    }

    /// Checks the applied migrations against the known ones and returns what is missing, changing nothing.
    ///
    /// - Throws: `PostgresError`; `migrationChanged` or `databaseNewer`, among others.
    public func pending(_ pool: PostgresPool) async throws -> [Migration] {
        try await pool.withSession(scope: nil) { session in try pending(session) }
    }
}
