internal import Foundation

/// Makes a new cluster, on a thread of its own since that takes seconds.
actor ClusterFounder {
    private let executor = ThreadExecutor(name: "lethe-cluster")
    private let files: ClusterFiles

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(files: ClusterFiles) {
        self.files = files
    }

    /// Makes the cluster under another name and gives it its own at the end, so that it is whole or not there.
    func found() throws(PostgresError) {
        let programs = try ClusterPrograms.find()
        let account = try ServerAccount.choose()
        try checkDirectory()
        try files.makeDirectory(files.directory, for: account)
        let lock = try OwnerLock(path: files.lock)
        defer { withExtendedLifetime(lock) {} }
        guard !FileManager.default.fileExists(atPath: files.data) else { throw exists }
        try? FileManager.default.removeItem(atPath: files.unfinished)
        try files.makeDirectory(files.logDirectory, for: account)
        try files.makeDirectory(files.unfinished, for: account)

        try run(
            [
                programs.initialiser, "--pgdata", EmbeddedCluster.inside + "/data.new",
                "--username", ClusterConfiguration.administrator, "--auth-local", "peer", "--auth-host",
                "reject",
                "--encoding", "UTF8", "--locale", "C", "--data-checksums", "--no-instructions",
            ],
            as: account
        )
        try files.configure(files.unfinished, for: account)
        try run(
            [
                programs.server, "--single", "-D", EmbeddedCluster.inside + "/data.new",
                "-c", "exit_on_error=on", "-c", "log_min_messages=error", "postgres",
            ],
            input: ClusterConfiguration.bootstrap,
            as: account
        )
        guard unsafe rename(files.unfinished, files.data) == 0, synchronise(files.directory) else {
            throw files.unusable(files.data)
        }
    }

    private var exists: PostgresError {
        PostgresError(
            .clusterExists,
            "`\(files.directory)` holds a cluster or other files; name a new directory"
        )
    }

    /// Accepts a directory that is absent, empty, or left by an interrupted attempt.
    private func checkDirectory() throws(PostgresError) {
        let own: Set = ["data.new", "log", "owner.lock"]
        let present = (try? FileManager.default.contentsOfDirectory(atPath: files.directory)) ?? []
        guard own.isSuperset(of: present) else { throw exists }
    }

    private func run(
        _ command: [String],
        input: String = "",
        as account: ServerAccount
    ) throws(PostgresError) {
        let log = try files.openLog(for: account)
        let whole = EmbeddedCluster.command(
            "exec 9<.; exec \"$@\"",
            command,
            in: files.directory,
            as: account
        )
        let process = try ChildProcess.start(whole, environment: EmbeddedCluster.environment, log: log)
        process.finishInput(input)
        guard process.wait(for: .seconds(300)) == 0 else {
            throw PostgresError(.clusterFailed, "the cluster could not be made; see `\(files.log)`")
        }
    }

    private func synchronise(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
