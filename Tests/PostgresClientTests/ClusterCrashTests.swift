import Foundation
import Testing

@testable import PostgresClient

/// What happens to a cluster when processes die, and when two want it.
@Suite struct ClusterCrashTests {
    private static func remember(_ number: Int32, in settings: ConnectionSettings) async throws {
        try await PostgresConnection(settings).withSession(scope: nil) { session in
            try session.execute("CREATE TABLE IF NOT EXISTS t (n int4)")
            try session.execute("INSERT INTO t VALUES (\(number))")
        }
    }

    private func remembered(in settings: ConnectionSettings) async throws -> [Int32] {
        try await PostgresConnection(settings).withSession(scope: nil) { session in
            try session.query("SELECT n FROM t ORDER BY n").map { try $0.int32(0) }
        }
    }

    private static func postmaster(of directory: String) throws -> pid_t {
        let text = try String(contentsOfFile: directory + "/data/postmaster.pid", encoding: .utf8)
        return try #require(pid_t(text.prefix { $0.isNumber }))
    }

    private static func until(_ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private static func isAlive(_ process: pid_t) -> Bool {
        kill(process, 0) == 0
    }

    @Test func killedServerRecoversAndThePoolGoesOn() async throws {
        let cluster = try await ClusterFixture.fresh()
        let settings = try await cluster.start()
        let pool = PostgresPool(settings, size: 2)
        try await Self.remember(1, in: settings)
        try await pool.check()
        kill(try Self.postmaster(of: cluster.directory), SIGKILL)
        try await Self.until { await !cluster.isRunning }
        let began = ContinuousClock.now
        #expect(try await cluster.start() == settings)
        print("start after a crash \(ContinuousClock.now - began)")
        try await pool.check()
        #expect(try await remembered(in: settings) == [1])
        try await cluster.stop()
    }

    @Test func killedBackendLeavesTheOthersServed() async throws {
        let cluster = try await ClusterFixture.fresh()
        let settings = try await cluster.start()
        let pool = PostgresPool(settings, size: 1)
        try await Self.remember(1, in: settings)
        let backend = try await pool.withSession(scope: nil) {
            try $0.query("SELECT pg_backend_pid()")[0].int32(0)
        }
        kill(backend, SIGKILL)
        try await Self.until { !Self.isAlive(backend) }
        // PostgreSQL restarts itself; the pool waits for that.
        try await Self.until { (try? await pool.check()) != nil }
        #expect(try await remembered(in: settings) == [1])
        try await cluster.stop()
    }

    @Test func serverEndsWithItsOwnerEvenByKill() async throws {
        let cluster = try await ClusterFixture.fresh()
        let directory = cluster.directory
        await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
            let cluster = try EmbeddedCluster(directory: directory)
            try await Self.remember(7, in: cluster.start())
            let postmaster = try Self.postmaster(of: directory)
            try Data("\(postmaster)".utf8).write(to: URL(fileURLWithPath: directory + "/../postmaster"))
            kill(getpid(), SIGKILL)
        }
        let text = try String(contentsOfFile: directory + "/../postmaster", encoding: .utf8)
        let postmaster = try #require(pid_t(text))
        let began = ContinuousClock.now
        try await Self.until { !Self.isAlive(postmaster) }
        print("gone after its owner's death in \(ContinuousClock.now - began)")
        #expect(try await remembered(in: cluster.start()) == [7])
        try await cluster.stop()
    }

    @Test func secondOwnerIsRefused() async throws {
        let cluster = try await ClusterFixture.fresh()
        let settings = try await cluster.start()
        let second = try EmbeddedCluster(directory: cluster.directory)
        await expectCode(.clusterInUse) { _ = try await second.start() }
        try await Self.remember(1, in: settings)
        try await cluster.stop()
        try await second.start()
        await expectCode(.clusterInUse) { _ = try await cluster.start() }
        try await second.stop()
    }

    @Test func serverLeftOverByADeadOwnerIsReplaced() async throws {
        let cluster = try await ClusterFixture.fresh()
        let settings = try await cluster.start()
        try await Self.remember(1, in: settings)
        let old = try Self.postmaster(of: cluster.directory)
        // With its supervisor gone as well, nobody stops the server.
        try await cluster.loseServerForTests()
        #expect(Self.isAlive(old))
        let next = try EmbeddedCluster(directory: cluster.directory)
        #expect(try await remembered(in: next.start()) == [1])
        #expect(try Self.postmaster(of: cluster.directory) != old)
        try await next.stop()
    }

    @Test func processIDOfAStrangerIsNotTakenForTheServer() async throws {
        let cluster = try await ClusterFixture.fresh()
        try await cluster.start()
        let pidFile = cluster.directory + "/data/postmaster.pid"
        let text = try String(contentsOfFile: pidFile, encoding: .utf8)
        kill(try Self.postmaster(of: cluster.directory), SIGKILL)
        try await Self.until { await !cluster.isRunning }
        try await cluster.stop()
        // A living process of the server's own account that has nothing to do with it.
        let stranger = try ChildProcess.start(
            EmbeddedCluster.command(
                "exec sleep 60",
                [],
                in: "/",
                as: ServerAccount.owner(of: cluster.directory)
            ),
            environment: EmbeddedCluster.environment,
            log: .nullDevice
        )
        var lines = text.components(separatedBy: "\n")
        lines[0] = "\(stranger.processID)"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: pidFile))
        try Data("\(stranger.processID)\n".utf8).write(
            to: URL(fileURLWithPath: cluster.directory + "/run/.s.PGSQL.5432.lock")
        )
        try await cluster.start()
        #expect(stranger.wait(for: .zero) == nil)
        kill(stranger.processID, SIGKILL)
        try await cluster.stop()
    }

    @Test func serverInheritsNoOpenFileAndNoTerminal() async throws {
        let cluster = try await ClusterFixture.fresh()
        let secret = cluster.directory + "/../secret"
        let descriptor = unsafe open(secret, O_RDWR | O_CREAT, 0o600)
        defer { close(descriptor) }
        try await cluster.start()
        let postmaster = try Self.postmaster(of: cluster.directory)
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(postmaster)/fd").map {
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(postmaster)/fd/\($0)")
        }
        #expect(!open.contains { $0.hasSuffix("/secret") || $0.hasSuffix("/owner.lock") })
        #expect(getsid(postmaster) != getsid(0))
        try await cluster.stop()
    }

    @Test func commitDuringACrashIsNeverGuessed() async throws {
        let cluster = try await ClusterFixture.fresh()
        var settings = try await cluster.start()
        try await PostgresConnection(settings).withSession(scope: nil) {
            try $0.execute("CREATE TABLE t (n int4)")
        }
        let postmaster = try Self.postmaster(of: cluster.directory)
        let cutter = CommitCutter(before: try #require(settings.host), cut: .afterTheAnswer) {
            kill(postmaster, SIGKILL)
        }
        settings = ConnectionSettings(host: cutter.directory, user: "lethe", database: "lethe")
        let connection = PostgresConnection(settings)
        async let restarted: Void = {
            try await Self.until { await !cluster.isRunning }
            _ = try await cluster.start()
        }()
        // Committed it was, but the new run of the server may give the number out again, so nobody may say so.
        await expectCode(.inDoubt) {
            try await connection.transaction(scope: nil, proof: nil) {
                try $0.execute("INSERT INTO t VALUES (1)")
            }
        }
        try await restarted
        #expect(try await remembered(in: cluster.settings) == [1])
        cutter.close()
        try await cluster.stop()
    }

    /// After a crash the rows tell: asked for what the transaction wrote, or would have written.
    @Test(arguments: [true, false])
    func commitDuringACrashIsResolvedByItsProof(isCommitted: Bool) async throws {
        let cluster = try await ClusterFixture.fresh()
        var settings = try await cluster.start()
        try await PostgresConnection(settings).withSession(scope: nil) {
            try $0.execute("CREATE TABLE t (n int4)")
        }
        let postmaster = try Self.postmaster(of: cluster.directory)
        let cutter = CommitCutter(
            before: try #require(settings.host),
            cut: isCommitted ? .afterTheAnswer : .beforeForwarding
        ) {
            kill(postmaster, SIGKILL)
        }
        settings = ConnectionSettings(host: cutter.directory, user: "lethe", database: "lethe")
        let connection = PostgresConnection(settings)
        async let restarted: Void = {
            try await Self.until { await !cluster.isRunning }
            _ = try await cluster.start()
        }()
        func insert() async throws {
            try await connection.transaction(scope: nil, proof: "SELECT 1 FROM t WHERE n = 1") {
                try $0.execute("INSERT INTO t VALUES (1)")
            }
        }
        if isCommitted { try await insert() } else { await expectCode(.rolledBack) { try await insert() } }
        try await restarted
        #expect(try await remembered(in: cluster.settings) == (isCommitted ? [1] : []))
        cutter.close()
        try await cluster.stop()
    }

    @Test func commitThatTheServerHoldsIsInDoubt() async throws {
        let cluster = try await ClusterFixture.fresh()
        var settings = try await cluster.start()
        try await PostgresConnection(settings).withSession(scope: nil) {
            try $0.execute("CREATE TABLE t (n int4)")
        }
        // A commit that waits for a standby that does not exist is neither done nor undone.
        try await PostgresConnection(cluster.administratorSettings).withSession(scope: nil) { session in
            try session.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            _ = try session.query("SELECT pg_reload_conf()")
        }
        let cutter = CommitCutter(before: try #require(settings.host), cut: .afterForwarding)
        settings = ConnectionSettings(host: cutter.directory, user: "lethe", database: "lethe")
        settings.commitResolutionTimeout = .milliseconds(300)
        let connection = PostgresConnection(settings)
        await expectCode(.inDoubt) {
            try await connection.transaction(scope: nil, proof: nil) {
                try $0.execute("INSERT INTO t VALUES (1)")
            }
        }
        cutter.close()
        try await cluster.stop()
    }
}

extension EmbeddedCluster {
    /// Kills the supervisor and lets go of the lock, as if the owner had died together with it.
    func loseServerForTests() throws {
        let supervisor = try #require(server).processID
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let process = pid_t(name), process != supervisor else { continue }
            let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            guard let fields = status?.split(separator: " "), fields.count > 3 else { continue }
            if fields[1] == "(sh)", fields[3] == "\(supervisor)" { kill(process, SIGKILL) }
        }
        kill(supervisor, SIGKILL)
        _ = server?.wait(for: .seconds(5))
        server = nil
        lock = nil
    }
}
