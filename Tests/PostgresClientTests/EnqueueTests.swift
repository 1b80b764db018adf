import Foundation
import PostgresClient
import Testing

/// Statements that wait for the next one or for COMMIT.
@Suite struct EnqueueTests {
    private static func pool() async throws -> PostgresPool {
        let pool = try await ClusterFixture.pool(size: 1)
        try await pool.withSession(scope: nil) { try $0.execute("CREATE TABLE t (id int4 PRIMARY KEY)") }
        return pool
    }

    private static func rows(_ pool: PostgresPool) async throws -> [Int32] {
        try await pool.withSession(scope: nil) { session in
            try session.query("SELECT id FROM t ORDER BY id").map { try $0.int32(0) }
        }
    }

    @Test func whatWaitsGoesInOrderAndWithCommit() async throws {
        let pool = try await Self.pool()
        let seen = try await pool.transaction(scope: nil, proof: nil) { session in
            try session.execute("INSERT INTO t VALUES (1)")
            session.enqueue(["INSERT INTO t VALUES (2)", "INSERT INTO t SELECT id + 2 FROM t"])
            let seen = try session.query("SELECT id FROM t ORDER BY id").map { try $0.int32(0) }
            session.enqueue(["INSERT INTO t VALUES (9)"])
            return seen
        }
        #expect(seen == [1, 2, 3, 4])
        #expect(try await Self.rows(pool) == [1, 2, 3, 4, 9])
    }

    @Test func transactionsOfWaitingStatementsAloneAreCommitted() async throws {
        let pool = try await Self.pool()
        try await pool.transaction(scope: nil, proof: nil) { $0.enqueue(["INSERT INTO t VALUES (1)"]) }
        #expect(try await Self.rows(pool) == [1])
    }

    @Test func failureAtCommitKeepsNothingAndTheConnectionGoesOn() async throws {
        let pool = try await Self.pool()
        let error = await expectState(.uniqueViolation) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                try session.execute("INSERT INTO t VALUES (1)")
                session.enqueue([
                    "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (3)",
                ])
            }
        }
        #expect(error?.table == "t")
        #expect(try await Self.rows(pool) == [])
        try await pool.transaction(scope: nil, proof: nil) { $0.enqueue(["INSERT INTO t VALUES (4)"]) }
        #expect(try await Self.rows(pool) == [4])
    }

    @Test func failingBodySendsNothingOfWhatWaits() async throws {
        let pool = try await Self.pool()
        await #expect(throws: CancellationError.self) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                try session.execute("INSERT INTO t VALUES (1)")
                session.enqueue(["INSERT INTO t VALUES (2)"])
                throw CancellationError()
            }
        }
        #expect(try await Self.rows(pool) == [])
    }
}
