import Foundation
import PostgresClient
import Testing

@Suite struct CopyTests {
    private func pool() async throws -> PostgresPool {
        let pool = try await ClusterFixture.pool(size: 1)
        try await pool.withSession(scope: nil) { session in
            try session.execute(
                """
                CREATE TABLE items (a int2, b int4, c int8 PRIMARY KEY, d bool, e text, f bytea, g uuid, h date,
                                    i timestamptz, "odd \"\"name\"\" x" text)
                """
            )
        }
        return pool
    }

    private static let columns = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "odd \"name\" x"]

    private static func append(_ number: Int64, to rows: inout CopyWriter) throws {
        try rows.beginRow()
        rows.append(Int16(truncatingIfNeeded: number))
        rows.append(Int32(number))
        rows.append(number)
        rows.append(number % 2 == 0)
        rows.append("n° \(number)")
        rows.append([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 100))
        rows.append(UUID())
        try rows.append(date: "1950-03-01")
        rows.append(timestamp: number)
        rows.appendNull()
    }

    @Test func rowsArrive() async throws {
        let pool = try await pool()
        let count = try await pool.withSession(scope: nil) { session in
            try session.copyIn(table: "items", columns: Self.columns) { rows in
                for number in 0..<20_000 { try Self.append(Int64(number), to: &rows) }
            }
        }
        #expect(count == 20_000)
        let row = try await pool.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT count(*), sum(c)::int8, min(e), max(length(f)), min(h), max(i), bool_or(d),
                       count("odd \"\"name\"\" x") FROM items
                """
            )[0]
        }
        #expect(try row.int64(0) == 20_000)
        #expect(try row.int64(1) == 199_990_000)
        #expect(try row.text(2) == "n° 0")
        #expect(try row.int32(3) == 100)
        #expect(try row.date(4) == "1950-03-01")
        #expect(try row.timestamp(5) == 19_999)
        #expect(try row.bool(6))
        #expect(try row.int64(7) == 0)
    }

    @Test func copyIsPartOfItsTransaction() async throws {
        let pool = try await pool()
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await pool.transaction(scope: nil, proof: nil) { session in
                _ = try session.copyIn(table: "items", columns: Self.columns) { try Self.append(1, to: &$0) }
                throw Stop()
            }
        }
        try await pool.transaction(scope: nil, proof: nil) { session in
            try session.copyIn(table: "items", columns: Self.columns) { try Self.append(2, to: &$0) }
        }
        let kept = try await pool.withSession(scope: nil) {
            try $0.query("SELECT c FROM items").map { try $0.int64(0) }
        }
        #expect(kept == [2])
    }

    @Test func failingBodyKeepsNothing() async throws {
        let pool = try await pool()
        await expectCode(.copyInvalid) {
            try await pool.withSession(scope: nil) { session in
                try session.copyIn(table: "items", columns: Self.columns) { rows in
                    for number in 0..<5000 { try Self.append(Int64(number), to: &rows) }
                    try rows.beginRow()
                    rows.append(Int16(1))
                    try rows.beginRow()
                }
            }
        }
        await expectCode(.copyInvalid) {
            try await pool.withSession(scope: nil) { session in
                try session.copyIn(table: "items", columns: ["h"]) { rows in
                    try rows.beginRow()
                    try rows.append(date: "2023-02-29")
                }
            }
        }
        let left = try await pool.withSession(scope: nil) { try $0.query("SELECT c FROM items").count }
        #expect(left == 0)
    }

    @Test func serverErrorsComeThrough() async throws {
        let pool = try await pool()
        await expectState(.uniqueViolation) {
            try await pool.withSession(scope: nil) { session in
                try session.copyIn(table: "items", columns: Self.columns) { rows in
                    for _ in 0..<2 { try Self.append(7, to: &rows) }
                }
            }
        }
        await expectState(SQLState(rawValue: "42P01")) {
            try await pool.withSession(scope: nil) { session in
                try session.copyIn(table: "absent", columns: ["a"]) { _ in }
            }
        }
        let left = try await pool.withSession(scope: nil) { try $0.query("SELECT c FROM items").count }
        #expect(left == 0)
    }
}
