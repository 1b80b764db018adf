internal import Foundation
internal import PostgresClient
internal import VaultCrypto

/// PostgreSQL's own load generator: BEGIN, three rows into plain tables, COMMIT, by many clients on one server.
struct PgBench {
    /// The newest `pgbench` of the system; nil when there is none.
    static let program: String? = {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileSystem.list(root)) ?? []).compactMap(Int.init).sorted(by: >)
        return versions.map { "\(root)/\($0)/bin/pgbench" }.first(where: FileManager.default.isExecutableFile)
    }()

    let program: String
    let server: ConnectionSettings
    /// The bytes of each of the three rows.
    let sizes: [Int]
    let directory: String

    /// Makes the tables, which compress nothing, and the script.
    func prepare(_ pool: PostgresPool) async throws {
        try await pool.withSession(scope: nil) { session in
            for table in sizes.indices {
                try session.runScript(
                    """
                    CREATE TABLE clients_\(table)
                        (id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes bytea NOT NULL);
                    ALTER TABLE clients_\(table) ALTER COLUMN bytes SET STORAGE EXTERNAL
                    """
                )
            }
        }
        let rows = sizes.indices.map { "INSERT INTO clients_\($0) (bytes) VALUES (:bytes_\($0));\n" }
        try Data(("BEGIN;\n" + rows.joined() + "COMMIT;\n").utf8).write(to: URL(filePath: script))
    }

    /// Transactions a second, of so many by each client.
    ///
    /// Not by time: its clock is a signal, which is blocked in what is started from a task.
    /// - Throws: ``BenchmarkError`` when it does not say.
    func run(clients: Int, each count: Int) throws -> Double {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments =
            ["-n", "-M", "prepared", "-c", "\(clients)", "-j", "2", "-t", "\(count)", "-f", script]
            + sizes.enumerated().flatMap { ["-D", "bytes_\($0)=\(Self.literal(of: $1))"] }
            + ["-h", server.host ?? "", "-U", server.user ?? "", server.database ?? ""]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let line = text.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard process.terminationStatus == 0, let words = line?.split(separator: " "), words.count > 2,
            let rate = Double(words[2])
        else { throw BenchmarkError("pgbench did not say how many transactions it made") }
        return rate
    }

    private var script: String { directory + "/clients.sql" }

    /// Bytes that do not compress, as a text of the type bytea.
    private static func literal(of count: Int) -> String {
        House.document(count).reduce(into: "\\x") { text, byte in
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
    }
}
