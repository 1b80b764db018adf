import Foundation
import VaultStorage

@testable import PostgresClient

/// The PostgreSQL of a laboratory vault as hospitals run one: it archives its WAL, feeds a replica, logs every statement
/// and counts them.
final class LabServer {
    private let root: String
    private let vault: VaultDirectory
    private let programs: ClusterPrograms
    private var replica: Process?

    /// The base backup.
    var backup: String { root + "/backup" }
    /// The archived WAL.
    var archive: String { root + "/archive" }
    /// The replica's data directory.
    var replicaData: String { root + "/replica/data" }
    /// The data directory of the vault itself.
    var data: String { vault.cluster + "/data" }

    init(_ vault: VaultDirectory, in root: String) throws {
        self.root = root
        self.vault = vault
        programs = try ClusterPrograms.find()
    }

    /// Writes the settings; before the server starts.
    func configure() throws {
        try makeDirectory(archive)
        // The replica connects to the socket inside, as the account of the server.
        try LabProgram.run("/bin/chmod", ["711", vault.path])
        let settings = """
            archive_mode = on
            archive_command = 'cp %p \(archive)/%f'
            shared_preload_libraries = 'pg_stat_statements'
            log_statement = all
            log_min_messages = warning
            log_min_error_statement = error
            log_error_verbosity = default
            log_parameter_max_length_on_error = -1

            """
        try settings.write(toFile: data + "/local.conf", atomically: false, encoding: .utf8)
    }

    /// Takes the base backup.
    func takeBackup() throws {
        try copyCluster(to: backup, ["--checkpoint=fast"])
    }

    /// Starts a replica that follows the server.
    func startReplica() throws {
        try makeDirectory(root + "/replica")
        try makeDirectory(root + "/replica/run")
        try copyCluster(to: replicaData, ["--checkpoint=fast", "--write-recovery-conf"])
        replica = try LabProgram.start(
            programs.server,
            ["-D", replicaData, "-k", root + "/replica/run"],
            asOwnerOf: data
        ).process
    }

    /// Where the WAL is now.
    func position() async throws -> String {
        try await session { try $0.queryOne("SELECT pg_current_wal_lsn()::text")?.text(0) ?? "" }
    }

    /// Waits until everything is in the archive and in the replica, and stops the replica.
    func finish() async throws {
        let position = try await session { session in
            _ = try session.execute("CHECKPOINT")
            let file = try session.queryOne("SELECT pg_walfile_name(pg_current_wal_lsn())")?.text(0) ?? ""
            let lsn = try session.queryOne("SELECT pg_current_wal_lsn()::text")?.text(0) ?? ""
            _ = try session.query("SELECT pg_switch_wal()")
            return (file: file, lsn: lsn)
        }
        try await wait("the archive") { session in
            try session.queryOne(
                "SELECT coalesce(last_archived_wal >= \(position.file), false) FROM pg_stat_archiver"
            )?.bool(0) ?? false
        }
        try await wait("the replica") { session in
            try session.queryOne(
                "SELECT coalesce(bool_or(replay_lsn >= \(position.lsn)::pg_lsn), false) FROM pg_stat_replication"
            )?.bool(0) ?? false
        }
        stopReplica()
    }

    /// Stops the replica, if it runs.
    func stopReplica() {
        guard let replica else { return }
        // Its own process id: `runuser` stands before it.
        let lines = try? String(contentsOfFile: replicaData + "/postmaster.pid", encoding: .utf8)
        if let id = lines?.split(separator: "\n").first.flatMap({ pid_t($0) }) { kill(id, SIGINT) }
        replica.waitUntilExit()
        self.replica = nil
    }

    /// Makes a vault directory whose database is the backup, ready to recover to a position when it is opened.
    ///
    /// - Parameter position: Where to stop; `nil` for the end of the archive.
    func restore(to position: String?, as directory: VaultDirectory) throws {
        try LabProgram.run("/bin/cp", ["-a", backup, directory.cluster + "/data"])
        let settings = """
            restore_command = 'cp \(archive)/%f %p'
            recovery_target_timeline = 'current'
            # Nobody is let in before it is done.
            hot_standby = off
            \(position.map { "recovery_target_lsn = '\($0)'\nrecovery_target_action = 'promote'" } ?? "")
            shared_preload_libraries = 'pg_stat_statements'

            """
        let data = directory.cluster + "/data"
        try settings.write(toFile: data + "/local.conf", atomically: false, encoding: .utf8)
        try LabProgram.run("/usr/bin/touch", [data + "/recovery.signal"], asOwnerOf: data)
    }

    /// Makes a vault directory whose database is the replica, as after a failover.
    func promoteReplica(as directory: VaultDirectory) throws {
        let data = directory.cluster + "/data"
        try LabProgram.run("/bin/cp", ["-a", replicaData, data])
        try "shared_preload_libraries = 'pg_stat_statements'\n"
            .write(toFile: data + "/local.conf", atomically: false, encoding: .utf8)
        try LabProgram.run("/bin/rm", ["-f", data + "/standby.signal", data + "/postgresql.auto.conf"])
    }

    /// Lends a session of the superuser.
    func session<Value: Sendable>(_ body: @Sendable @escaping (Session) throws -> Value) async throws -> Value
    {
        // The vault's process runs the server; only its socket is needed.
        let settings = try EmbeddedCluster(directory: vault.cluster).administratorSettings
        let connection = PostgresConnection(settings)
        let result: Result<Value, any Error>
        do { result = .success(try await connection.withSession(scope: nil, body)) } catch {
            result = .failure(error)
        }
        await connection.close()
        return try result.get()
    }

    private func wait(_ what: String, until isDone: @Sendable @escaping (Session) throws -> Bool) async throws
    {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !session(isDone) {
            guard ContinuousClock.now < deadline else {
                throw LabProgram.Failure(description: "\(what) did not follow within a minute")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func copyCluster(to target: String, _ options: [String]) throws {
        try makeDirectory(target)
        try LabProgram.run(
            programs.directory + "/pg_basebackup",
            ["-D", target, "-h", vault.cluster + "/run", "-U", "postgres", "-X", "stream"] + options,
            asOwnerOf: data
        )
    }

    /// Makes a directory that belongs to the account of the server.
    private func makeDirectory(_ path: String) throws {
        try LabProgram.run("/bin/mkdir", ["-m", "700", path])
        try LabProgram.run("/bin/chown", ["--reference=" + data, path])
    }
}
