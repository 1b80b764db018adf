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
                       \(uuid), \(date: "2024-02-29"), \(timestamp: -1), \(nil as String?), \(""),
                       \(json: "{\"a\": 1}"), \([UInt8]())
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
        #expect(try row.text(11) == "{\"a\": 1}")
        #expect(try row.bytes(12).isEmpty)
        #expect(row.count == 13)
    }

    /// The plan of a table's first rows would go over all of it later.
    @Test func aStatementIsPlannedAnewWhereThatIsWanted() async throws {
        let pool = try await ClusterFixture.pool()
        let kept = try await pool.withSession(scope: nil) { session in
            let statement: SQL = "SELECT \(Int32(7)) AS planned"
            let prepared: SQL = """
                SELECT 1 FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1 AS planned%'
                """
            #expect(try session.query(statement.plannedAnew).first?.int32(0) == 7)
            let before = try session.query(prepared).count
            #expect(try session.query(statement).first?.int32(0) == 7)
            return (before, try session.query(prepared).count)
        }
        #expect(kept == (0, 1))
    }

    @Test func nullsOfEveryTypeComeBack() async throws {
        let pool = try await ClusterFixture.pool()
        let row = try await pool.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT \(nil as Int16?), \(nil as Int32?), \(nil as Int64?), \(nil as Bool?), \(nil as [UInt8]?),
                       \(nil as UUID?), \(date: nil as String?), \(timestamp: nil as Int64?)
                """
            )[0]
        }
        #expect(try row.int16OrNil(0) == nil)
        #expect(try row.int32OrNil(1) == nil)
        #expect(try row.int64OrNil(2) == nil)
        #expect(try row.boolOrNil(3) == nil)
        #expect(try row.bytesOrNil(4) == nil)
        #expect(try row.uuidOrNil(5) == nil)
        #expect(try row.dateOrNil(6) == nil)
        #expect(try row.timestampOrNil(7) == nil)
        expectCode(.unexpectedNull) { try row.int16(0) }
    }

    @Test func arraysComeBack() async throws {
        let pool = try await ClusterFixture.pool()
        let uuids = [UUID(), UUID()]
        let row = try await pool.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT \([Int16.max, -1]), \([Int32.max, 0]), \([Int64.min]), \(uuids), \(["", "ß"]),
                       \([[UInt8](), [0, 255]]), \([Int64]())
                """
            )[0]
        }
        #expect(try row.int16s(0) == [.max, -1])
        #expect(try row.int32s(1) == [.max, 0])
        #expect(try row.int64s(2) == [.min])
        #expect(try row.uuids(3) == uuids)
        #expect(try row.texts(4) == ["", "ß"])
        #expect(try row.byteArrays(5) == [[], [0, 255]])
        #expect(try row.int64s(6).isEmpty)
    }

    @Test func arraysMayHoldNulls() async throws {
        let pool = try await ClusterFixture.pool()
        let numbers: [Int64?] = [1, nil, 3]
        let bodies: [[UInt8]?] = [nil, [], [7]]
        let rows = try await pool.withSession(scope: nil) { session in
            try session.query("SELECT * FROM unnest(\(numbers), \(bodies))")
        }
        #expect(try rows.map { try $0.int64OrNil(0) } == numbers)
        #expect(try rows.map { try $0.bytesOrNil(1) } == bodies)
    }

    @Test func otherTypesAreRefused() async throws {
        let pool = try await ClusterFixture.pool()
        let row = try await pool.withSession(scope: nil) { session in
            try session.query("SELECT 1::int8, 'x'::text, ARRAY[1, NULL]::int4[], 'infinity'::date")[0]
        }
        expectCode(.typeMismatch) { try row.int32(0) }
        expectCode(.typeMismatch) { try row.bytes(1) }
        expectCode(.typeMismatch) { try row.int32s(2) }
        expectCode(.typeMismatch) { try row.date(3) }
        expectCode(.typeMismatch) { try row.text(4) }
        #expect(try row.int64(0) == 1)
    }

    @Test func datesAgreeWithTheServer() async throws {
        let pool = try await ClusterFixture.pool()
        let rows = try await pool.withSession(scope: nil) { session in
            try session.query(
                """
                SELECT day, to_char(day, 'YYYY-MM-DD'), to_char(day, 'YYYY-MM-DD')::date = day
                  FROM (SELECT date '0001-01-01' + 61 * n AS day FROM generate_series(0, 59869) n
                        UNION SELECT date '9999-12-31' UNION SELECT date '2000-02-29') days
                """
            )
        }
        #expect(rows.count > 59_000)
        let wrong = try rows.filter { try $0.date(0) != $0.text(1) }
        #expect(wrong.isEmpty)
    }

    @Test func severalRowsAreNotOne() async throws {
        let pool = try await ClusterFixture.pool()
        await expectCode(.tooManyRows) {
            try await pool.withSession(scope: nil) { _ = try $0.queryOne("SELECT generate_series(1, 2)") }
        }
        let none = try await pool.withSession(scope: nil) { try $0.queryOne("SELECT 1 WHERE false") }
        #expect(none == nil)
    }

    @Test func statementsArePreparedOnceAndForgottenWhenTooMany() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        let prepared = try await pool.withSession(scope: nil) { session in
            for number in 0..<10 { _ = try session.query("SELECT \(Int32(number)) + 1") }
            return try session.query(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%+ 1'"
            )[0]
            .int64(0)
        }
        #expect(prepared == 1)
        try await pool.withSession(scope: nil) { session in
            for number in 0..<400 { _ = try session.query("SELECT \(unsafeSQL: String(number))") }
        }
        let left = try await pool.withSession(scope: nil) { session in
            try session.query("SELECT count(*) FROM pg_prepared_statements")[0].int64(0)
        }
        #expect(left <= 257)
    }

    @Test func changedTableDoesNotBreakThePool() async throws {
        let pool = try await ClusterFixture.pool(size: 1)
        try await pool.withSession(scope: nil) { session in
            try session.execute("CREATE TABLE shape (a int4)")
            _ = try session.query("SELECT * FROM shape")
            try session.execute("ALTER TABLE shape ADD COLUMN b text")
        }
        await expectState(SQLState(rawValue: "0A000")) {
            try await pool.withSession(scope: nil) { _ = try $0.query("SELECT * FROM shape") }
        }
        try await pool.withSession(scope: nil) { _ = try $0.query("SELECT * FROM shape") }
    }

    @Test func longStatementIsStopped() async throws {
        var settings = try await ClusterFixture.settings()
        settings.statementTimeout = .milliseconds(500)
        let connection = PostgresConnection(settings)
        await expectState(.queryCanceled) {
            try await connection.withSession(scope: nil) { _ = try $0.query("SELECT pg_sleep(5)") }
        }
        try await connection.withSession(scope: nil) { _ = try $0.query("SELECT 1") }
    }

    @Test func limitsCanBeLiftedForAWhile() async throws {
        var settings = try await ClusterFixture.settings()
        settings.statementTimeout = .milliseconds(500)
        settings.responseTimeout = .milliseconds(900)
        let connection = PostgresConnection(settings)
        try await connection.withSession(scope: nil) { session in
            _ = try session.withoutTimeLimits { try $0.query("SELECT pg_sleep(1)") }
        }
        await expectState(.queryCanceled) {
            try await connection.withSession(scope: nil) { _ = try $0.query("SELECT pg_sleep(5)") }
        }
        await expectState(SQLState(rawValue: "22012")) {
            try await connection.withSession(scope: nil) { session in
                try session.withoutTimeLimits { _ = try $0.query("SELECT 1 / 0") }
            }
        }
        await expectState(.queryCanceled) {
            try await connection.withSession(scope: nil) { _ = try $0.query("SELECT pg_sleep(5)") }
        }
    }

    @Test func silentServerIsNoticed() async throws {
        var settings = try await ClusterFixture.settings()
        settings.responseTimeout = .milliseconds(900)
        let connection = PostgresConnection(settings)
        await expectCode(.connectionLost) {
            try await connection.withSession(scope: nil) { _ = try $0.query("SELECT pg_sleep(3)") }
        }
        try await connection.withSession(scope: nil) { _ = try $0.query("SELECT 1") }
    }
}
