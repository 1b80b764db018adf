internal import PostgresClient
internal import VaultCore
internal import VaultCrypto

/// The database of an open vault: the embedded cluster, or a server that is named.
struct OpenDatabase: Sendable {
    /// How many connections this process keeps.
    private static let poolSize = 4

    let pool: PostgresPool
    private let cluster: EmbeddedCluster?

    /// - Parameter fromReplica: Whether to read from a hot standby among the servers that the configuration names.
    static func open(
        _ directory: VaultDirectory,
        configuration: VaultConfiguration,
        fromReplica: Bool = false
    ) async throws -> OpenDatabase {
        if let database = configuration.database { return try connect(database, toReplica: fromReplica) }
        guard !fromReplica else {
            throw VaultError(
                .invalidInput,
                "this vault has a PostgreSQL of its own, and that has no replica: leave --replica out"
            )
        }
        return try await start(EmbeddedCluster(directory: directory.cluster))
    }

    static func create(_ directory: VaultDirectory, configuration: VaultConfiguration) async throws
        -> OpenDatabase
    {
        if let database = configuration.database { return try connect(database) }
        if try FileSystem.exists(directory.cluster),
            let cluster = try? EmbeddedCluster(directory: directory.cluster)
        {
            return try await start(cluster)
        }
        return try await start(EmbeddedCluster.create(directory: directory.cluster))
    }

    /// Applies what is missing of the migrations.
    func migrate() async throws {
        _ = try await Migrator(EmbeddedMigrations.all).migrate(pool)
    }

    /// Starts the embedded cluster again when it died.
    func revive() async throws {
        _ = try await cluster?.start()
    }

    func close() async {
        await pool.close()
        // A cluster that does not stop now is stopped with this process, and recovers at the next start.
        try? await cluster?.stop()
    }

    private static func start(_ cluster: EmbeddedCluster) async throws -> OpenDatabase {
        OpenDatabase(pool: PostgresPool(try await cluster.start(), size: poolSize), cluster: cluster)
    }

    private static func connect(_ database: String, toReplica: Bool = false) throws -> OpenDatabase {
        let settings = try ConnectionSettings(connectionString: database)
        return OpenDatabase(
            pool: PostgresPool(toReplica ? settings.readingFromReplica() : settings, size: poolSize),
            cluster: nil
        )
    }
}
