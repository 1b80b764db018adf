import Foundation
import PostgresClient
import Testing

@Suite struct SessionTests {
    @Test func valuesOfEveryTypeComeBack() async throws {
        let pool = try await ClusterFixture.pool()
        let uuid = UUID()
        let row = try await pool.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT \(Int16.min), \(Int32.min), \(Int64.min), \(true), \("Zoë 'x' 日本"), \([UInt8](0...255)),
                       \(uuid), \(date: "2024-02-29"), \(timestamp: -1), \(nil as String?), \("")
                """
            )[0]
        }
        #expect(try row.int16(0) == .min)
        #expect(try row.int32(1) == .min)
        #expect(try row.int64(2) == .min)
        #expect(try row.bool(3))
        #expect(try row.text(4) == "Zoë 'x' 日本")
        #expect(try row.bytes(5) == [UInt8](0...255))
        #expect(try row.uuid(6) == uuid)
        #expect(try row.date(7) == "2024-02-29")
        #expect(try row.timestamp(8) == -1)
        #expect(try row.textOrNil(9) == nil)
        #expect(row.isNull(9))
        #expect(try row.text(10).isEmpty)
        await pool.close()
    }
}
