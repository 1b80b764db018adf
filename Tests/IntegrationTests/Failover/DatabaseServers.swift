import Foundation
import PostgresClient
import Testing

/// A PostgreSQL server behind a proxy, and a standby that has every commit before it is acknowledged, when asked for.
final class DatabaseServers: Sendable {
    /// In front of the first server.
    let proxy: DatabaseProxy
    /// The connection string of a vault.
    let connection: String
    private let primary: EmbeddedCluster
    private let standby: EmbeddedCluster?

    /// Starts servers on an existing cluster that is stopped.
    ///
    /// - Parameters:
    ///   - cluster: The directory of the cluster; the standby's is made beside it.
    ///   - root: A directory that an unprivileged server may pass through.
    init(_ cluster: String, in root: String, hasStandby: Bool) async throws {
        let other = root + "/standby"
        primary = try EmbeddedCluster(directory: cluster)
        if hasStandby {
            let copied = try await Program.run("/bin/cp", ["-a", "--", cluster, other])
            try #require(copied.code == 0, "\(copied.talk)")
            try Self.add("synchronous_standby_names = 'other'", to: cluster)
            try Self.add(
                "primary_conninfo = 'host=\(cluster)/run user=postgres application_name=other'",
                to: other
            )
            try Data().write(to: URL(filePath: other + "/data/standby.signal"))
            standby = try EmbeddedCluster(directory: other)
        } else {
            standby = nil
        }
        let host = try #require(try await primary.start().host)
        let otherHost = try await standby?.start().host
        proxy = try DatabaseProxy(in: root, before: host)
        let hosts = [root, otherHost].compactMap(\.self).joined(separator: ",")
        connection = "host=\(hosts) user=lethe dbname=lethe"
    }

    /// Kills the first server with everything in it and promotes the standby.
    func failOver() {
        let processes = Self.processes(of: primary.directory)
        for process in processes { kill(process, SIGKILL) }
        for process in processes { while kill(process, 0) == 0, !Self.isDead(process) { usleep(500) } }
        // libpq goes on to the next host when nobody listens, not when a connection is taken and dropped.
        proxy.stop()
        guard let standby else { return }
        let data = standby.directory + "/data"
        // As `pg_ctl promote` does it (PostgreSQL documentation, section 26.3).
        try? Data().write(to: URL(filePath: data + "/promote"))
        if let postmaster = Self.processes(of: standby.directory).first { kill(postmaster, SIGUSR1) }
    }

    /// Has the first server lose its memory, as by a crash, and give the number of the last transaction to others.
    ///
    /// It recovers by itself. Afterwards no word of it about that number counts: what is asked for are the rows.
    func crash() {
        let settings = primary.administratorSettings
        let done = DispatchSemaphore(value: 0)
        // The server starts anew when one of its processes is lost (PostgreSQL documentation, `restart_after_crash`).
        let before = Self.processes(of: primary.directory)
        if let process = before.dropFirst().first { kill(process, SIGKILL) }
        while !Set(Self.processes(of: primary.directory).dropFirst()).isDisjoint(with: before) { usleep(500) }
        Task {
            let connection = PostgresConnection(settings)
            var given = 0
            while given < 64 {
                let next = try? await connection.withSession(scope: nil) {
                    try $0.query("SELECT pg_current_xact_id()").count
                }
                given += next ?? 0
            }
            await connection.close()
            done.signal()
        }
        done.wait()
    }

    /// Counts rows of all controllers, past the proxy.
    func count(_ statement: SQL) async throws -> Int64 {
        let connection = PostgresConnection(primary.administratorSettings)
        let count = try await connection.withSession(scope: nil) { try $0.query(statement)[0].int64(0) }
        await connection.close()
        return count
    }

    /// Stops the first server, has its files replaced, and starts it again.
    func stopped(_ body: (_ cluster: String) async throws -> Void) async throws {
        try await primary.stop()
        try await body(primary.directory)
        try await primary.start()
    }

    /// Keeps the first server from telling the standby anything more.
    func isolate() {
        for process in Self.processes(of: primary.directory) {
            let name = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))) ?? Data()
            if String(decoding: name, as: UTF8.self).contains("walsender") { kill(process, SIGSTOP) }
        }
    }

    /// Stops everything.
    func stop() async {
        proxy.stop()
        // Otherwise the first one would wait for the other at its end.
        try? await standby?.stop()
        try? await primary.stop()
    }

    /// The server of a cluster first, then the processes that it has.
    private static func processes(of cluster: String) -> [pid_t] {
        guard
            let text = try? String(contentsOfFile: cluster + "/data/postmaster.pid", encoding: .utf8),
            let postmaster = pid_t(text.prefix { $0.isNumber })
        else { return [] }
        let path = "/proc/\(postmaster)/task/\(postmaster)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return [postmaster] + children.split(separator: " ").compactMap { pid_t($0) }
    }

    private static func isDead(_ process: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return true
        }
        return status.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }

    private static func add(_ setting: String, to cluster: String) throws {
        let path = cluster + "/data/local.conf"
        let present = try String(contentsOfFile: path, encoding: .utf8)
        // In place, so that the file goes on belonging to the server's account.
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.write(contentsOf: Data((present + setting + "\n").utf8))
        try file.close()
    }
}
