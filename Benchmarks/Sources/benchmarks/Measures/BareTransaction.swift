internal import PostgresClient
internal import Synchronization

/// What the database itself costs: BEGIN, three rows into plain tables, COMMIT, through the vault's own client.
final class BareTransaction: Sendable {
    private let pool: PostgresPool
    private let rows: [[UInt8]]
    private let next = Atomic<Int>(0)

    init(pool: PostgresPool, sizes: [Int]) {
        self.pool = pool
        rows = sizes.map(House.document)
    }

    /// Makes the tables; as the vault's, they compress nothing.
    func prepare() async throws {
        try await pool.withSession(scope: nil) { [rows] session in
            for table in rows.indices {
                try session.runScript(
                    """
                    CREATE TABLE bare_\(table) (id int8 PRIMARY KEY, bytes bytea NOT NULL);
                    ALTER TABLE bare_\(table) ALTER COLUMN bytes SET STORAGE EXTERNAL
                    """
                )
            }
        }
    }

    /// Writes three rows, statement after statement, or with all of them in one round trip.
    func run(inOneTrip: Bool) async throws {
        let id = Int64(next.add(1, ordering: .relaxed).newValue)
        try await pool.transaction(scope: nil, proof: nil) { [rows] session in
            let statements: [SQL] = rows.enumerated().map { table, bytes in
                "INSERT INTO bare_\(unsafeSQL: "\(table)") (id, bytes) VALUES (\(id), \(bytes))"
            }
            if inOneTrip {
                try session.executeAll(statements)
            } else {
                for statement in statements { try session.execute(statement) }
            }
        }
    }
}
