internal import Foundation

extension EmbeddedCluster {
    /// Ends what an earlier owner's death has left running, and removes files that name processes long gone.
    ///
    /// Only PostgreSQL processes whose working directory is our data directory are touched. `postmaster.pid` is
    /// removed only when none is left: its process id may meanwhile be anybody's.
    func clearLeftovers() throws(PostgresError) {
        let patience: [(signal: Int32?, limit: Duration)] = [
            (SIGINT, .seconds(20)), (SIGQUIT, .seconds(10)), (SIGKILL, .seconds(10)),
        ]
        for step in patience {
            let left = leftovers()
            guard !left.isEmpty else { break }
            // The postmaster ends its children; without it they end by themselves within a moment.
            let postmaster = pidFile?.first.flatMap { pid_t($0) }
            for process in left where process == postmaster || step.signal == SIGKILL {
                if let signal = step.signal { kill(process, signal) }
            }
            let deadline =
                ContinuousClock.now + (left.contains { $0 == postmaster } ? step.limit : .seconds(5))
            while !leftovers().isEmpty, ContinuousClock.now < deadline { usleep(5000) }
        }
        guard leftovers().isEmpty else {
            throw PostgresError(
                .clusterFailed,
                "processes of an earlier postgresql do not end; end them by hand"
            )
        }
        for path in ["/data/postmaster.pid", "/run/.s.PGSQL.5432", "/run/.s.PGSQL.5432.lock"] {
            unsafe unlink(files.directory + path)
        }
    }

    /// The PostgreSQL processes that work in our data directory.
    func leftovers() -> [pid_t] {
        var data = stat()
        guard unsafe stat(files.data, &data) == 0 else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
            // The name gets the ending " (deleted)" when the package was upgraded meanwhile.
            guard program?.split(separator: "/").last?.hasPrefix("postgres") == true else { return false }
            var current = stat()
            guard unsafe stat("/proc/\(process)/cwd", &current) == 0 else { return false }
            return current.st_dev == data.st_dev && current.st_ino == data.st_ino
        }
    }
}
