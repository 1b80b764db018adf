internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The database at one moment, written table by table into files while it goes on serving.
///
/// Rows alone are written: no write-ahead log, no free space, no statistics, so nothing of what was deleted before.
struct DatabaseDump: Sendable {
    /// What a dump is made of.
    struct Result: Sendable {
        let migrations: Int32
        let tables: [BackupManifest.Table]
        let sequences: [String: Int64]
        let controllers: [BackupManifest.Controller]
        /// The blobs that rows refer to, by the number of their controller.
        let blobs: [Int32: [BlobID]]
        let files: [BackupManifest.File]
    }

    /// Tables that belong to no controller; the list of migrations is made by migrating.
    static let shared = ["vault_identity"]
    static let list = "controllers"
    static let migrations = "schema_migrations"

    let pool: PostgresPool
    let directory: BackupDirectory

    /// Writes every table as it is at one moment.
    ///
    /// - Throws: `FileError`, `PostgresError`.
    func write() async throws -> Result {
        // It only reads.
        try await pool.transaction(
            scope: HouseTables.everyController,
            isolation: .repeatableRead,
            proof: nil
        ) { session in
            try session.withoutTimeLimits(write)
        }
    }

    private func write(_ session: Session) throws -> Result {
        let tables = try Self.tables(session)
        let migrations = try session.queryOne("SELECT count(*)::int4 FROM schema_migrations")
        let controllers = try session.query(
            "SELECT controller_id, public_id, epoch, keyring_no FROM controllers ORDER BY controller_id"
        ).map { row in
            BackupManifest.Controller(
                number: try row.int32(0),
                id: ControllerID(try row.uuid(1)),
                epoch: try row.int64(2),
                tree: try row.int16(3)
            )
        }
        var files: [BackupManifest.File] = []
        for table in tables where Self.shared.contains(table.name) || table.name == Self.list {
            files.append(try write(table, in: BackupDirectory.house, session))
        }
        var blobs: [Int32: [BlobID]] = [:]
        for controller in controllers {
            _ = try session.query(
                "SELECT set_config('lethe.controller', \(String(controller.number)), true)"
            )
            for table in tables where !Self.shared.contains(table.name) && table.name != Self.list {
                files.append(try write(table, in: String(controller.number), session))
            }
            blobs[controller.number] = try session.query(
                """
                SELECT blob_id FROM record_parts
                WHERE controller_id = \(controller.number) AND blob_id IS NOT NULL ORDER BY blob_id
                """
            ).map { BlobID(try $0.uuid(0)) }
        }
        return Result(
            migrations: try migrations?.int32(0) ?? 0,
            tables: tables,
            sequences: try Self.sequences(session),
            controllers: controllers,
            blobs: blobs,
            files: files
        )
    }

    private func write(_ table: BackupManifest.Table, in folder: String, _ session: Session) throws
        -> BackupManifest.File
    {
        try BackupFile.write(
            BackupDirectory.file(of: table.name, in: folder),
            below: directory.path
        ) { put in
            try session.copyOut(table: table.name, columns: table.columns, put)
        }
    }

    /// The tables of the schema and their columns, the list of migrations left out.
    static func tables(_ session: Session) throws -> [BackupManifest.Table] {
        try session.query(
            """
            SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> \(migrations)
            GROUP BY c.relname HAVING bool_or(a.attname = 'controller_id') OR c.relname = ANY(\(shared))
            ORDER BY c.relname::text COLLATE "C"
            """
        ).map { row in BackupManifest.Table(name: try row.text(0), columns: try row.texts(1)) }
    }

    /// How far the sequences have counted: at least as far as any row of the dump says.
    private static func sequences(_ session: Session) throws -> [String: Int64] {
        let rows = try session.query(
            "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
        return Dictionary(try rows.map { (try $0.text(0), try $0.int64(1)) }, uniquingKeysWith: max)
    }
}
