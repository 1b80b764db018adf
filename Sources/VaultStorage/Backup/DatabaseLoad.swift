internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// A new embedded cluster with the database of a backup in it.
struct DatabaseLoad: Sendable {
    let manifest: BackupManifest
    let directory: BackupDirectory

    /// Makes the cluster, brings it to the schema of the backup, fills it, and brings it to the schema of this program.
    ///
    /// The cluster must be new or left by an interrupted creation. It is stopped at the end.
    /// - Throws: ``VaultError`` with `unusable` for a backup of a newer version, `damaged`; `PostgresError`, `FileError`.
    func fill(clusterIn path: String) async throws {
        let known = EmbeddedMigrations.all
        guard Int(manifest.migrations) <= known.count else {
            throw VaultError(
                .unusable,
                "this backup was made by a newer version; restore it with that version"
            )
        }
        let cluster = try await EmbeddedCluster.create(directory: path)
        let pool = PostgresPool(try await cluster.start(), size: 1)
        let result: Result<Void, any Error>
        do {
            try await Migrator(Array(known.prefix(Int(manifest.migrations)))).migrate(pool)
            let connection = PostgresConnection(cluster.administratorSettings)
            do {
                // In doubt it is restored again, into a new cluster.
                try await connection.transaction(scope: nil, proof: nil) { session in
                    try session.withoutTimeLimits(fill)
                }
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
            try await Migrator(known).migrate(pool)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await pool.close()
        try await cluster.stop()
        try result.get()
    }

    private func fill(_ session: Session) throws {
        guard try DatabaseDump.tables(session) == manifest.tables else {
            throw VaultError(.damaged, "the backup's tables are not those of its version")
        }
        // The rows were consistent when they were read; they come in the order of names, not of references.
        _ = try session.execute("SET LOCAL session_replication_role = replica")
        let tables = Dictionary(
            manifest.tables.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for file in manifest.files where file.path.hasPrefix("database/") {
            let names = file.path.split(separator: "/")
            guard names.count == 3, names[2].hasSuffix(".copy"),
                let table = tables[String(names[2].dropLast(5))]
            else { throw VaultError(.damaged, "the backup holds a table that its version does not know") }
            let source = try DurableFile.open(directory.path(of: file.path), mode: .readOnly)
            try session.copyFile(into: table.name, columns: table.columns) { put in
                try BackupFile.pieces(of: source, put)
            }
        }
        for (sequence, value) in manifest.sequences {
            _ = try session.query(
                "SELECT setval(c.oid, \(value)) FROM pg_class c WHERE c.relname = \(sequence) AND c.relkind = 'S'"
            )
        }
        // The backup cannot hold the line about its own end.
        for controller in manifest.controllers {
            _ = try BackupTables.note(manifest, controller, in: session)
        }
    }
}
