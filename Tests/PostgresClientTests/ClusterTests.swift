import Foundation
import Testing

@testable import PostgresClient

@Suite struct ClusterTests {
    private func remember(_ number: Int32, in settings: ConnectionSettings) async throws {
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

    @Test func clusterStartsStopsAndKeepsItsData() async throws {
        let clock = ContinuousClock()
        let directory = ClusterFixture.temporaryDirectory() + "/cluster"
        let began = clock.now
        let cluster = try await EmbeddedCluster.create(directory: directory)
        let created = clock.now
        let settings = try await cluster.start()
        let started = clock.now
        #expect(await cluster.isRunning)
        #expect(try await cluster.start() == settings)
        try await remember(1, in: settings)
        let stopping = clock.now
        try await cluster.stop()
        print("create \(created - began), start \(started - created), stop \(clock.now - stopping)")
        #expect(await !cluster.isRunning)
        try await cluster.stop()
        await expectCode(.connectionFailed) { try await PostgresConnection(settings).open() }

        let again = try EmbeddedCluster(directory: directory)
        #expect(try await remembered(in: again.start()) == [1])
        try await again.stop()
    }

    @Test func settingsAreSafe() async throws {
        let cluster = try await ClusterFixture.shared.value
        let row = try await PostgresConnection(cluster.administratorSettings).withSession(scope: nil) {
            session in
            try session.query(
                """
                SELECT string_agg(setting, ' ' ORDER BY name)
                  FROM pg_settings
                 WHERE name IN ('data_checksums', 'fsync', 'full_page_writes', 'listen_addresses', 'lc_collate',
                                'log_min_error_statement', 'log_min_messages', 'log_parameter_max_length',
                                'log_parameter_max_length_on_error', 'log_statement', 'server_encoding',
                                'synchronous_commit', 'wal_level')
                """
            )[0]
        }
        #expect(try row.text(0) == "on on on C  panic log 0 0 none UTF8 on replica")
        for path in ["", "/data", "/run", "/log"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: cluster.directory + path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            #expect(attributes[.ownerAccountID] as? Int != 0)
        }
    }

    @Test func roleIsAnOrdinaryOne() async throws {
        let cluster = try await ClusterFixture.shared.value
        let row = try await PostgresConnection(cluster.settings).withSession(scope: nil) { session in
            try session.query(
                """
                SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, current_user::text,
                       current_database()::text, pg_get_userbyid(datdba)::text
                  FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
                """
            )[0]
        }
        #expect(try !row.bool(0))
        #expect(try row.text(1) == "lethe")
        #expect(try row.text(2) == "lethe")
        #expect(try row.text(3) == "lethe")
    }

    @Test func nothingButAnEmptyOrUnfinishedDirectoryIsUsed() async throws {
        let directory = ClusterFixture.temporaryDirectory() + "/cluster"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: directory + "/letter.txt"))
        await expectCode(.clusterExists) { _ = try await EmbeddedCluster.create(directory: directory) }
        expectCode(.clusterMissing) { try EmbeddedCluster(directory: directory) }
        try FileManager.default.removeItem(atPath: directory + "/letter.txt")
        try FileManager.default.createDirectory(
            atPath: directory + "/data.new",
            withIntermediateDirectories: false
        )
        try Data().write(to: URL(fileURLWithPath: directory + "/data.new/PG_VERSION"))
        let cluster = try await EmbeddedCluster.create(directory: directory)
        await expectCode(.clusterExists) { _ = try await EmbeddedCluster.create(directory: directory) }
        try await cluster.start()
        try await cluster.stop()
        await expectCode(.clusterUnusable) {
            _ = try await EmbeddedCluster.create(directory: "/absent/parent/x")
        }
    }

    @Test(arguments: [
        "Zoë's \"Praxis\"  日本 $HOME;`x` \\ %s *",
        String(repeating: "long-directory-name-", count: 10),
    ])
    func oddAndLongPathsWork(name: String) async throws {
        let cluster = try await ClusterFixture.fresh(name)
        let settings = try await cluster.start()
        try await remember(1, in: settings)
        #expect(try await remembered(in: settings) == [1])
        let host = try #require(settings.host)
        #expect(host.utf8.count < 100)
        try await cluster.stop()
        #expect(name.utf8.count < 100 || !FileManager.default.fileExists(atPath: host))
    }

    // Root only: others cannot make a directory that the server's account may not enter.
    @Test(.enabled(if: geteuid() == 0, "needs root"))
    func serverNeedsNoAccessToTheDirectoriesAbove() async throws {
        let closed = ClusterFixture.temporaryDirectory()
        unsafe chmod(closed, 0o700)
        let cluster = try await EmbeddedCluster.create(directory: closed + "/cluster")
        let settings = try await cluster.start()
        try await remember(1, in: settings)
        try await cluster.stop()
        #expect(try await remembered(in: cluster.start()) == [1])
        try await cluster.stop()
    }

    @Test func missingProgramsAreNamed() throws {
        let none = #expect(throws: PostgresError.self) {
            try ClusterPrograms.find(roots: ["/nonexistent/"], searchPath: "/nonexistent")
        }
        #expect(none?.code == .programsMissing)
        #expect(none?.message.contains("apt-get install postgresql`") == true)
        let other = #expect(throws: PostgresError.self) { try ClusterPrograms.find(majorVersion: 99) }
        #expect(other?.message.contains("apt-get install postgresql-99`") == true)
        let found = try ClusterPrograms.find()
        #expect(found.majorVersion >= 15)
        let byPath = try ClusterPrograms.find(roots: [], searchPath: "/nonexistent:" + found.directory)
        #expect(byPath == found)
    }
}
