internal import PostgresClient
internal import Synchronization

/// The usual way to seal rows in PostgreSQL: its extension pgcrypto, with a key for each row, which is sealed under one
/// key for all.
///
/// Unlike ours, it hands the server every key and every content; what it deletes stays in backups and archives.
final class PgcryptoPeer: Sendable {
    /// AES-256 as ours, nothing compressed, and no time spent on making keys out of passwords: these are random.
    private static let options = "cipher-algo=aes256, compress-algo=0, s2k-mode=1"

    private let pool: PostgresPool
    private let master = "a key of all that each statement carries to the server"
    private static let next = Atomic<Int>(0)

    init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Makes the tables, once.
    func prepare() async throws {
        try await pool.withSession(scope: nil) { session in
            try session.runScript(
                """
                CREATE EXTENSION IF NOT EXISTS pgcrypto;
                CREATE TABLE IF NOT EXISTS peer_keys (id int8 PRIMARY KEY, sealed bytea NOT NULL);
                CREATE TABLE IF NOT EXISTS peer_rows (id int8 PRIMARY KEY, sealed bytea NOT NULL);
                ALTER TABLE peer_rows ALTER COLUMN sealed SET STORAGE EXTERNAL
                """
            )
        }
    }

    /// Seals and writes a row under a key of its own, durably.
    ///
    /// - Returns: The number of the row.
    @discardableResult
    func store(_ bytes: [UInt8]) async throws -> Int64 {
        let id = Int64(Self.next.add(1, ordering: .relaxed).newValue)
        try await pool.transaction(scope: nil, proof: nil) { [master] session in
            try session.execute(
                """
                WITH fresh AS MATERIALIZED (SELECT encode(gen_random_bytes(32), 'hex') AS key), kept AS (
                    INSERT INTO peer_keys SELECT \(id), pgp_sym_encrypt(key, \(master), \(Self.options)) FROM fresh
                )
                INSERT INTO peer_rows SELECT \(id), pgp_sym_encrypt_bytea(\(bytes), key, \(Self.options)) FROM fresh
                """
            )
        }
        return id
    }

    /// Opens a row.
    func read(_ id: Int64) async throws -> [UInt8] {
        try await pool.withSession(scope: nil) { [master] session in
            try session.queryOne(
                """
                SELECT pgp_sym_decrypt_bytea(r.sealed, pgp_sym_decrypt(k.sealed, \(master)))
                FROM peer_rows r JOIN peer_keys k USING (id) WHERE id = \(id)
                """
            )?.bytes(0) ?? []
        }
    }

    /// Deletes the keys of rows, durably, as the deletion of keys is often called erasure.
    func deleteKeys(of ids: [Int64]) async throws {
        try await pool.transaction(scope: nil, proof: nil) { session in
            try session.execute("DELETE FROM peer_keys WHERE id = ANY(\(ids))")
        }
    }

    /// Deletes the rows, durably.
    func deleteRows(_ ids: [Int64]) async throws {
        try await pool.transaction(scope: nil, proof: nil) { session in
            try session.execute("DELETE FROM peer_rows WHERE id = ANY(\(ids))")
        }
    }
}
