import Foundation
import PostgresClient
import Testing

@Suite struct MigratorTests {
    private static let first = Migration(version: 1, name: "first", sql: "CREATE TABLE a (n int4);")
    private static let second = Migration(
        version: 2,
        name: "second",
        sql: "-- Zwei Anweisungen, ß\nINSERT INTO a VALUES (1);\nCREATE TABLE b (n int4);\n"
    )

    @Test func missingMigrationsAreAppliedOnce() async throws {
        let pool = try await ClusterFixture.pool()
        #expect(try await Migrator([Self.first]).pending(pool) == [Self.first])
        #expect(try await Migrator([Self.first]).migrate(pool) == [Self.first])
        let both = try Migrator([Self.second, Self.first])
        #expect(try await both.pending(pool) == [Self.second])
        #expect(try await both.migrate(pool) == [Self.second])
        #expect(try await both.migrate(pool).isEmpty)
        let count = try await pool.withSession(scope: nil) { try $0.query("SELECT n FROM a").count }
        #expect(count == 1)
    }

    @Test func programsThatMigrateAtOnceDoNotCollide() async throws {
        let pool = try await ClusterFixture.pool()
        let migrator = try Migrator([Self.first, Self.second])
        let applied = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await migrator.migrate(pool).count } }
            return try await group.reduce(0, +)
        }
        #expect(applied == 2)
    }

    @Test func changedMigrationIsRefused() async throws {
        let pool = try await ClusterFixture.pool()
        try await Migrator([Self.first, Self.second]).migrate(pool)
        let changed = Migration(version: 2, name: "second", sql: Self.second.sql + " ")
        let error = await expectCode(.migrationChanged) {
            try await Migrator([Self.first, changed]).migrate(pool)
        }
        #expect(error?.message.contains("migration 2 `second`") == true)
    }

    @Test func newerDatabaseIsRefused() async throws {
        let pool = try await ClusterFixture.pool()
        try await Migrator([Self.first, Self.second]).migrate(pool)
        await expectCode(.databaseNewer) { try await Migrator([Self.first]).migrate(pool) }
        await expectCode(.databaseNewer) { try await Migrator([]).pending(pool) }
    }

    @Test func failingMigrationLeavesNothingAndNamesItsLine() async throws {
        let pool = try await ClusterFixture.pool()
        let broken = Migration(
            version: 2,
            name: "broken",
            sql: "CREATE TABLE c (n int4);\n\nSELECT ß FROM c;\nCREATE TABLE d (n int4);"
        )
        let error = await expectCode(.migrationFailed) {
            try await Migrator([Self.first, broken]).migrate(pool)
        }
        #expect(error?.message.contains("migration 2 `broken` failed at line 3") == true)
        #expect(error?.sqlState == SQLState(rawValue: "42703"))
        let tables = try await pool.withSession(scope: nil) { session in
            try session.query("SELECT to_regclass('a')::text, to_regclass('c')::text")[0]
        }
        #expect(try tables.text(0) == "a")
        #expect(tables.isNull(1))
        #expect(try await Migrator([Self.first]).pending(pool).isEmpty)
    }

    @Test func migrationMustNotEndItsTransaction() async throws {
        let pool = try await ClusterFixture.pool()
        let ending = Migration(version: 1, name: "ending", sql: "CREATE TABLE a (n int4); COMMIT;")
        await expectCode(.migrationsInvalid) { try await Migrator([ending]).migrate(pool) }
    }

    @Test func gapsAndDoublesAreRefused() {
        let third = Migration(version: 3, name: "third", sql: "")
        expectCode(.migrationsInvalid) { try Migrator([Self.first, third]) }
        expectCode(.migrationsInvalid) { try Migrator([Self.first, Self.first]) }
        expectCode(.migrationsInvalid) { try Migrator([Self.second]) }
    }

    @Test func directoriesAreReadStrictly() throws {
        let directory = ClusterFixture.temporaryDirectory()
        func write(_ name: String) throws {
            try Data("SELECT 1".utf8).write(to: URL(fileURLWithPath: directory + "/" + name))
        }
        try write("0002_more_tables.sql")
        try write("0001_tables.sql")
        try write("README.md")
        let migrator = try Migrator(directory: directory)
        #expect(migrator.migrations.map(\.name) == ["tables", "more_tables"])
        #expect(migrator.latestVersion == 2)
        try write("3_short.sql")
        expectCode(.migrationsInvalid) { try Migrator(directory: directory) }
        expectCode(.migrationsInvalid) { try Migrator(directory: directory + "/absent") }
    }
}
