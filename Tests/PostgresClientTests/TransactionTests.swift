import Foundation
import PostgresClient
import Testing

@Suite struct TransactionTests {
    private func pool(size: Int = 4) async throws -> PostgresPool {
        let pool = try await ClusterFixture.pool(size: size)
        try await pool.withSession(scope: nil) { session in
            try session.execute("CREATE TABLE t (id int4 PRIMARY KEY, n int4 NOT NULL DEFAULT 0)")
        }
        return pool
    }

    private func count(_ pool: PostgresPool) async throws -> Int {
        try await pool.withSession(scope: nil) { try $0.query("SELECT id FROM t").count }
    }

    @Test func commitKeepsAndErrorUndoes() async throws {
        let pool = try await pool()
        struct Stop: Error {}
        let value = try await pool.transaction(scope: nil, proof: nil) { session in
            try session.execute("INSERT INTO t VALUES (1)")
            return "kept"
        }
        #expect(value == "kept")
        await #expect(throws: Stop.self) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                try session.execute("INSERT INTO t VALUES (2)")
                throw Stop()
            }
        }
        #expect(try await count(pool) == 1)
    }

    @Test func transactionWithoutStatementsIsNothing() async throws {
        let pool = try await pool()
        #expect(try await pool.transaction(scope: nil, proof: nil) { _ in 5 } == 5)
    }

    @Test func errorPassedOverIsNotTakenForSuccess() async throws {
        let pool = try await pool()
        await expectCode(.rolledBack) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                try session.execute("INSERT INTO t VALUES (1)")
                _ = try? session.execute("INSERT INTO t VALUES (1)")
            }
        }
        await expectCode(.rolledBack) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                _ = try? session.execute("SELECT 1 / 0")
            }
        }
        #expect(try await count(pool) == 0)
    }

    @Test func deferredConstraintIsADefiniteRefusal() async throws {
        let pool = try await pool()
        try await pool.withSession(scope: nil) { session in
            try session.execute(
                "CREATE TABLE child (id int4 REFERENCES t DEFERRABLE INITIALLY DEFERRED)"
            )
        }
        await expectState(.foreignKeyViolation) {
            try await pool.transaction(scope: nil, proof: nil) {
                try $0.execute("INSERT INTO child VALUES (9)")
            }
        }
    }

    @Test func transactionLeftOpenIsRolledBackAndReported() async throws {
        let pool = try await pool(size: 1)
        await expectCode(.transactionLeftOpen) {
            try await pool.withSession(scope: nil) { session in
                try session.execute("BEGIN")
                try session.execute("INSERT INTO t VALUES (1)")
            }
        }
        #expect(try await count(pool) == 0)
    }

    @Test func collisionsAreRunAgain() async throws {
        let pool = try await pool()
        try await pool.withSession(scope: nil) { try $0.execute("INSERT INTO t VALUES (1, 0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<5 {
                        var left = 20
                        while true {
                            do {
                                try await pool.transaction(
                                    scope: nil,
                                    isolation: .serializable,
                                    retrySerialization: true,
                                    proof: nil
                                ) { session in
                                    let n = try session.query("SELECT n FROM t WHERE id = 1")[0].int32(0)
                                    try session.execute("UPDATE t SET n = \(n + 1) WHERE id = 1")
                                }
                                break
                            } catch let error as PostgresError where error.isRetryable && left > 0 {
                                left -= 1
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let n = try await pool.withSession(scope: nil) { try $0.query("SELECT n FROM t")[0].int32(0) }
        #expect(n == 20)
    }

    @Test func collisionWithoutRetryIsThrown() async throws {
        let pool = try await pool()
        try await pool.withSession(scope: nil) { try $0.execute("INSERT INTO t VALUES (1, 0)") }
        let other = PostgresPool(pool.settingsForTests, size: 1)
        let runs = Shared(0)
        let error = await expectState(.serializationFailure) {
            try await pool.transaction(scope: nil, isolation: .repeatableRead, proof: nil) { session in
                runs.update { $0 += 1 }
                _ = try session.query("SELECT n FROM t")
                try waitFor {
                    try await other.withSession(scope: nil) { try $0.execute("UPDATE t SET n = 5") }
                }
                try session.execute("UPDATE t SET n = 6")
            }
        }
        #expect(error?.isRetryable == true)
        #expect(runs.value == 1)
    }

    @Test func connectionLostBeforeCommitIsRunAgain() async throws {
        let pool = try await pool()
        let runs = Shared(0)
        try await pool.transaction(scope: nil, retrySerialization: true, proof: nil) { session in
            try session.execute("INSERT INTO t VALUES (1)")
            runs.update { $0 += 1 }
            if runs.value == 1 {
                _ = try session.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(runs.value == 2)
        #expect(try await count(pool) == 1)
        await expectCode(.connectionLost) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                try session.execute("INSERT INTO t VALUES (2)")
                _ = try session.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(try await count(pool) == 1)
    }
}

/// Runs asynchronous work from synchronous code that blocks a thread of its own.
private func waitFor(_ body: @escaping @Sendable () async throws -> some Sendable) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Shared<(any Error)?>(nil)
    Task {
        do { _ = try await body() } catch { failure.set(error) }
        done.signal()
    }
    done.wait()
    if let error = failure.value { throw error }
}
