internal import Foundation

extension EmbeddedCluster {
    /// Waits beside PostgreSQL for the end of its owner.
    ///
    /// Standard input is a socket of which the owner holds the other end; it ends when the owner does, and then
    /// PostgreSQL is told to stop at once but properly (SIGINT, "fast"). Signals that a service manager sends to
    /// everybody do not end the supervisor, so that its end is PostgreSQL's. Descriptor 9 is the cluster's directory:
    /// through it PostgreSQL finds its files wherever they lie, whoever may enter the directories above, and
    /// however long the path is.
    private static let supervisor = """
        trap '' HUP INT TERM
        exec 9<. 3<&0 </dev/null
        "$@" 3<&- &
        server=$!
        (read -r line <&3; kill -INT $server) &
        watcher=$!
        exec 3<&-
        wait $server
        status=$?
        kill -KILL $watcher
        exit $status
        """

    /// The cluster's directory as its programs see it.
    static let inside = "/proc/self/fd/9"

    /// Starts the server and waits until it takes connections.
    func launch() throws(PostgresError) -> ChildProcess {
        let log = try files.openLog(for: account)
        let command = Self.command(
            Self.supervisor,
            [programs.server, "-D", Self.inside + "/data", "-k", Self.inside + "/run"],
            in: files.directory,
            as: account
        )
        let server = try ChildProcess.start(command, environment: Self.environment, log: log)
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            if isReady { return server }
            if server.wait(for: .zero) != nil {
                if files.isFull { throw files.full }
                throw PostgresError(.clusterFailed, "postgresql did not start; see `\(files.log)`")
            }
            usleep(2000)
        }
        throw PostgresError(.clusterFailed, "postgresql did not start within two minutes; see `\(files.log)`")
    }

    /// The command that enters a directory, gives up root, and runs a shell script with arguments.
    static func command(
        _ script: String,
        _ arguments: [String],
        in directory: String,
        as account: ServerAccount
    ) -> [String] {
        ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", directory] + account.dropPrivileges
            + ["/bin/sh", "-c", script, "lethe-postgres"] + arguments
    }

    /// The whole environment of PostgreSQL's programs: nothing of ours, above all no `PG…` variable.
    static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]

    /// Whether the server has written that it takes connections.
    private var isReady: Bool {
        guard let lines = pidFile, lines.count >= 8 else { return false }
        return lines[7].hasPrefix("ready")
    }

    /// The lines of `postmaster.pid`: process id, …, and in the eighth the state.
    var pidFile: [String]? {
        guard let text = try? String(contentsOfFile: files.data + "/postmaster.pid", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
