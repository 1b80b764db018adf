import PostgresClient
import Testing

/// Controllers are kept apart by PostgreSQL itself, for the very role that owns the tables.
@Suite struct RowSecurityTests {
    private func pool(size: Int = 1) async throws -> PostgresPool {
        let pool = try await ClusterFixture.pool(size: size)
        try await pool.withSession(scope: nil) { session in
            try session.runScript(
                """
                CREATE TABLE t (controller_id int4, n int4);
                ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                ALTER TABLE t FORCE ROW LEVEL SECURITY;
                CREATE POLICY own ON t USING (controller_id = nullif(current_setting('lethe.controller', true), '')::int4);
                """
            )
        }
        for controller in Int32(1)...2 {
            try await pool.withSession(scope: controller) { session in
                try session.execute("INSERT INTO t VALUES (\(controller), \(controller * 10))")
            }
        }
        return pool
    }

    private func seen(_ pool: PostgresPool, by scope: Int32?) async throws -> [Int32] {
        try await pool.withSession(scope: scope) {
            try $0.query("SELECT n FROM t ORDER BY n").map { try $0.int32(0) }
        }
    }

    @Test func eachScopeSeesItsOwnRowsAndNoScopeNone() async throws {
        let pool = try await pool()
        #expect(try await seen(pool, by: 1) == [10])
        #expect(try await seen(pool, by: 2) == [20])
        #expect(try await seen(pool, by: nil).isEmpty)
        #expect(try await seen(pool, by: 3).isEmpty)
    }

    @Test func foreignRowsCannotBeWritten() async throws {
        let pool = try await pool()
        await expectState(.insufficientPrivilege) {
            try await pool.withSession(scope: 1) { try $0.execute("INSERT INTO t VALUES (2, 0)") }
        }
        let touched = try await pool.withSession(scope: 1) {
            try $0.execute("UPDATE t SET n = 0 WHERE controller_id = 2")
        }
        #expect(touched == 0)
        // PostgreSQL has no COPY into a table whose row-level security binds the role.
        await expectState(SQLState(rawValue: "0A000")) {
            try await pool.withSession(scope: 1) { session in
                try session.copyIn(table: "t", columns: ["controller_id", "n"]) { rows in
                    try rows.beginRow()
                    rows.append(Int32(2))
                    rows.append(Int32(0))
                }
            }
        }
    }

    @Test func manyRowsGoInByArrays() async throws {
        let pool = try await pool()
        let numbers = (1...5000).map { Int32($0) }
        let count = try await pool.transaction(scope: 1, proof: nil) { session in
            try session.execute("INSERT INTO t SELECT \(Int32(1)), * FROM unnest(\(numbers))")
        }
        #expect(count == 5000)
        #expect(try await seen(pool, by: 1).count == 5001)
        #expect(try await seen(pool, by: 2) == [20])
    }

    @Test func scopeSurvivesARollbackAndLeaksNowhere() async throws {
        let pool = try await pool()
        struct Stop: Error {}
        for scope in [Int32(1), 2, 1] {
            await #expect(throws: Stop.self) {
                try await pool.transaction(scope: scope, proof: nil) { session in
                    try session.execute("UPDATE t SET n = n + 1")
                    throw Stop()
                }
            }
            #expect(try await seen(pool, by: scope) == [scope * 10])
            #expect(try await seen(pool, by: nil).isEmpty)
        }
        await expectState(SQLState(rawValue: "22012")) {
            try await pool.transaction(scope: 2, proof: nil) { try $0.query("SELECT 1 / 0") }
        }
        #expect(try await seen(pool, by: 1) == [10])
    }

    @Test func manyScopesAtOnceDoNotMix() async throws {
        let pool = try await pool(size: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<120 {
                group.addTask {
                    let scope: Int32? = number % 3 == 0 ? nil : Int32(number % 3)
                    let rows = try await pool.transaction(scope: scope, proof: nil) { session in
                        try session.query("SELECT n FROM t").map { try $0.int32(0) }
                    }
                    #expect(rows == (scope.map { [$0 * 10] } ?? []))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func roleThatBypassesRowSecurityIsRefused() async throws {
        let cluster = try await ClusterFixture.shared.value
        let settings = cluster.settings.with(user: "postgres")
        await expectCode(.roleBypassesRowSecurity) { try await PostgresConnection(settings).open() }
    }
}
