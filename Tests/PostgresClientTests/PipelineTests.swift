import Foundation
import PostgresClient
import Testing

@Suite struct PipelineTests {
    @Test func resultsComeInOrder() async throws {
        let pool = try await ClusterFixture.pool()
        let sums = try await pool.withSession(scope: nil) { session in
            try session.pipeline(
                (0..<50).map { "SELECT \(Int32($0)) * 2, \("same") WHERE \(Int32($0)) >= 0" }
            )
            .map { try $0[0].int32(0) }
        }
        #expect(sums == (0..<50).map { Int32($0 * 2) })
    }

    @Test func firstErrorUndoesTheWholePipeline() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        try await pool.withSession(scope: nil) { try $0.execute("CREATE TABLE t (id int4 PRIMARY KEY)") }
        let error = await expectState(.uniqueViolation) {
            try await pool.withSession(scope: nil) { session in
                _ = try session.executeAll([
                    "INSERT INTO t VALUES (\(Int32(1)))", "INSERT INTO t VALUES (\(Int32(1)))",
                    "INSERT INTO t SELECT id + 1 FROM t", "SELECT 1 / 0",
                ])
            }
        }
        #expect(error?.constraint == "t_pkey")
        #expect(error?.table == "t")
        let left = try await pool.withSession(scope: nil) { session in
            // The statement after the error was never prepared; it must not be taken for prepared.
            try session.executeAll(["INSERT INTO t VALUES (7)", "INSERT INTO t SELECT id + 1 FROM t"])
        }
        #expect(left == [1, 1])
    }

    @Test func muchDataBothWaysDoesNotBlock() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let bytes = [UInt8](repeating: 0xA5, count: 256 * 1024)
        let count = try await pool.withSession(scope: nil) { session in
            try session.pipeline((0..<128).map { _ in "SELECT \(bytes)" }).reduce(0) {
                try $0 + $1[0].bytes(0).count
            }
        }
        #expect(count == 128 * 256 * 1024)
    }

    @Test func emptyPipelineIsNothing() async throws {
        let pool = try await ClusterFixture.pool()
        let results = try await pool.withSession(scope: nil) { try $0.pipeline([]).count }
        #expect(results == 0)
    }
}
