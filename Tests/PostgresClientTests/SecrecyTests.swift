import Foundation
import PostgresClient
import Testing

/// No value, bound or stored, gets into an error or into the server's log.
@Suite struct SecrecyTests {
    private static let secret = "Zäzilie Quitterjahn 1931-07-04x"
    private static let secretBytes = Array("geheimer Befund 4711-0815x".utf8)

    private static let statements: [(String, SQLState, SQL)] = [
        ("unique", .uniqueViolation, "INSERT INTO s (name, body) VALUES (\(secret), \(secretBytes))"),
        (
            "not null", .notNullViolation,
            "INSERT INTO s (name, body, must) VALUES ('other', \(secretBytes), NULL)"
        ),
        ("check", .checkViolation, "INSERT INTO s (name, body, must) VALUES ('other', \(secretBytes), -1)"),
        ("cast", SQLState(rawValue: "22P02"), "SELECT \(secret)::text::int4"),
        ("date", SQLState(rawValue: "22007"), "SELECT \(date: secret)"),
        ("foreign key", .foreignKeyViolation, "INSERT INTO r VALUES (\(secret + "!"))"),
        ("raise", SQLState(rawValue: "P0001"), "SELECT cry(\(secret))"),
        (
            "index", SQLState(rawValue: "54000"),
            "INSERT INTO s (name, body) VALUES (repeat(\(secret), 9999), '')"
        ),
    ]

    private func pool() async throws -> PostgresPool {
        let pool = try await ClusterFixture.pool(size: 1)
        try await pool.withSession(scope: nil) { session in
            try session.runScript(
                """
                CREATE TABLE s (name text PRIMARY KEY, body bytea, must int4 NOT NULL DEFAULT 0 CHECK (must >= 0));
                ALTER TABLE s ALTER COLUMN name SET STORAGE EXTERNAL;
                CREATE TABLE r (name text REFERENCES s);
                CREATE FUNCTION cry(name text) RETURNS int LANGUAGE plpgsql AS $$
                    BEGIN RAISE WARNING 'warned of %', name; RAISE EXCEPTION 'cannot find %', name; END $$;
                """
            )
            try session.execute("INSERT INTO s (name, body) VALUES (\(Self.secret), \(Self.secretBytes))")
        }
        return pool
    }

    private func expectSilence(_ text: String, _ what: String) {
        for word in ["Quitterjahn", "ä", "Befund", "1931-07-04x", "4711-0815x", Self.hex(Self.secretBytes)] {
            #expect(!text.contains(word), "\(what) shows \(word)")
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func errorsCarryNoValues() async throws {
        let pool = try await pool()
        for (name, state, sql) in Self.statements {
            let error = await expectState(state) {
                try await pool.withSession(scope: nil) { try $0.query(sql) }
            }
            let thrown = try #require(error)
            var dumped = ""
            dump(thrown, to: &dumped)
            for text in ["\(thrown)", String(reflecting: thrown), dumped, thrown.localizedDescription] {
                expectSilence(text, name)
            }
        }
        let copy = await expectState(.uniqueViolation) {
            try await pool.withSession(scope: nil) { session in
                try session.copyIn(table: "s", columns: ["name"]) { rows in
                    try rows.beginRow()
                    rows.append(Self.secret)
                }
            }
        }
        expectSilence(String(reflecting: try #require(copy)), "copy")
    }

    @Test func logShowsNoValues() async throws {
        let pool = try await pool()
        for (_, _, sql) in Self.statements {
            _ = try? await pool.withSession(scope: nil) { try $0.query(sql) }
        }
        // A session that is killed in the midst of a statement, and one whose client goes away.
        _ = try? await pool.withSession(scope: nil) { session in
            try session.copyIn(table: "s", columns: ["name"]) { rows in
                for number in 0..<20_000 {
                    try rows.beginRow()
                    rows.append("\(Self.secret) \(number)")
                }
                let administrator = PostgresConnection(try Self.administrator())
                let done = DispatchSemaphore(value: 0)
                Task {
                    _ = try? await administrator.withSession(scope: nil) { session in
                        try session.query(
                            """
                            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                             WHERE query LIKE 'COPY "s"%' AND pid <> pg_backend_pid()
                            """
                        )
                    }
                    done.signal()
                }
                done.wait()
            }
        }
        let cluster = try await ClusterFixture.shared.value
        let log = try String(contentsOfFile: cluster.directory + "/log/postgres.log", encoding: .utf8)
        #expect(log.contains("ready to accept connections"))
        #expect(log.contains("FATAL"))
        expectSilence(log, "the log")
        #expect(!log.contains("INSERT"))
    }

    private static func administrator() throws -> ConnectionSettings {
        try #require(ClusterFixture.sharedNow.value).administratorSettings
    }

    @Test func settingsDoNotShowThePassword() throws {
        let settings = try ConnectionSettings(
            connectionString: "postgresql://lethe:Quitterjahn@db.example/vault?sslmode=verify-full"
        )
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("Quitterjahn"))
            #expect(text.contains("lethe@db.example/vault"))
        }
        expectCode(.settingsInvalid) { try ConnectionSettings(connectionString: "postgresql://[") }
    }
}
