internal import Foundation
internal import Logging

/// A private PostgreSQL of the vault: made, started and stopped by the process that owns the vault.
///
/// It listens on a Unix socket only, in a directory that nobody else may enter, and lets in only the account that
/// runs it. When this process is root, PostgreSQL runs as `postgres` (or `nobody`). It stops when this process ends,
/// however that happens, `kill -9` included.
///
/// In `directory` lie `data` (PostgreSQL's own), `run` (the socket), `log/postgres.log` and `owner.lock`.
public actor EmbeddedCluster {
    /// The directory that all of the cluster lies in.
    public nonisolated let directory: String

    private let executor = ThreadExecutor(name: "lethe-cluster")
    let files: ClusterFiles
    let programs: ClusterPrograms
    let account: ServerAccount
    let logger = Logger(label: "lethe.postgres")
    var lock: OwnerLock?
    var server: ChildProcess?

    /// The thread that everything of this actor runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Finds the cluster in a directory; does not start it.
    ///
    /// - Throws: `PostgresError` with `clusterMissing`, `programsMissing` or `clusterUnusable`.
    public init(directory: String) throws(PostgresError) {
        let files = try ClusterFiles(directory: directory)
        self.files = files
        self.directory = files.directory
        let version = try files.majorVersion()
        account = try ServerAccount.owner(of: files.data)
        programs = try ClusterPrograms.find(majorVersion: version)
    }

    /// Makes a cluster in a directory that does not exist or is empty; does not start it.
    ///
    /// A directory in which an earlier attempt was interrupted is used too. Takes about two seconds.
    /// - Throws: `PostgresError` with `clusterExists`, `programsMissing`, `clusterUnusable`, `clusterInUse` or
    ///   `clusterFailed`.
    public static func create(directory: String) async throws(PostgresError) -> EmbeddedCluster {
        let files = try ClusterFiles(directory: directory)
        let founder = ClusterFounder(files: files)
        try await founder.found()
        return try EmbeddedCluster(directory: files.directory)
    }

    /// Starts PostgreSQL, unless it runs, and returns how to connect as the role `lethe`.
    ///
    /// After a crash PostgreSQL recovers by itself; what is left of an earlier owner's server is stopped first.
    /// Called again after the server died, it starts it again.
    /// - Throws: `PostgresError` with `clusterInUse`, `clusterUnusable` or `clusterFailed`.
    @discardableResult
    public func start() throws(PostgresError) -> ConnectionSettings {
        if let server, server.wait(for: .zero) == nil { return settings }
        server = nil
        let began = ContinuousClock.now
        if lock == nil { lock = try OwnerLock(path: files.lock) }
        do throws(PostgresError) {
            try clearLeftovers()
            try files.prepare(for: account)
            server = try launch()
        } catch {
            server = nil
            lock = nil
            throw error
        }
        logger.debug("postgresql started", metadata: ["took": "\(ContinuousClock.now - began)"])
        return settings
    }

    /// Stops PostgreSQL, unless it does not run.
    ///
    /// Open connections are ended and everything is written.
    /// - Throws: `PostgresError` with `clusterFailed` when it does not stop within a minute.
    public func stop() throws(PostgresError) {
        defer { lock = nil }
        guard let running = server else { return }
        server = nil
        running.finishInput()
        let deadline = ContinuousClock.now + .seconds(60)
        _ = running.wait(for: .seconds(60))
        while !leftovers().isEmpty, ContinuousClock.now < deadline { usleep(2000) }
        guard leftovers().isEmpty else {
            throw PostgresError(.clusterFailed, "postgresql did not stop; see `\(files.log)`")
        }
        files.removeShortcut()
    }

    /// Whether PostgreSQL runs.
    public var isRunning: Bool { server.map { $0.wait(for: .zero) == nil } ?? false }

    /// How to connect as the role `lethe`.
    public nonisolated var settings: ConnectionSettings {
        var settings = ConnectionSettings(
            host: files.socketDirectory,
            user: ClusterConfiguration.role,
            database: ClusterConfiguration.database
        )
        settings.parameters["requirepeer"] = account.name
        return settings
    }

    /// How to connect as the superuser, for backups and maintenance.
    public nonisolated var administratorSettings: ConnectionSettings {
        var settings = settings.with(user: ClusterConfiguration.administrator)
        settings.allowsUnrestrictedRole = true
        return settings
    }
}
