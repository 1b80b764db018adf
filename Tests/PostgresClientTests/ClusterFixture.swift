import Foundation
import PostgresClient
import Synchronization

/// A running cluster that the tests of one run share, and helpers around it.
enum ClusterFixture {
    static let shared = Task<EmbeddedCluster, any Error> {
        let cluster = try await fresh()
        // All tests may begin at the same moment, each with a pool.
        try "max_connections = 300\n".write(
            toFile: cluster.directory + "/data/local.conf",
            atomically: false,
            encoding: .utf8
        )
        try await cluster.start()
        sharedNow.set(cluster)
        return cluster
    }

    /// A cluster of its own, copied from one that was made once, which is faster than making it.
    static func fresh(_ name: String = "cluster") async throws -> EmbeddedCluster {
        let directory = temporaryDirectory() + "/" + name
        let copy = Process()
        copy.executableURL = URL(fileURLWithPath: "/bin/cp")
        copy.arguments = ["-a", "--", try await template.value, directory]
        try copy.run()
        copy.waitUntilExit()
        return try EmbeddedCluster(directory: directory)
    }

    private static let template = Task<String, any Error> {
        try await EmbeddedCluster.create(directory: temporaryDirectory() + "/template").directory
    }

    /// The shared cluster, once it runs.
    static let sharedNow = Shared<EmbeddedCluster?>(nil)

    /// A pool over a database of its own, so that tests do not see each other's tables.
    static func pool(size: Int = 4, maximumWaiting: Int = 1024, waitTimeout: Duration = .seconds(30))
        async throws
        -> PostgresPool
    {
        let settings = try await settings()
        return PostgresPool(settings, size: size, maximumWaiting: maximumWaiting, waitTimeout: waitTimeout)
    }

    /// Settings for a database of its own.
    static func settings() async throws -> ConnectionSettings {
        let cluster = try await shared.value
        let name = "test_\(number.add(1, ordering: .relaxed).newValue)"
        let administrator = PostgresConnection(cluster.administratorSettings)
        try await administrator.withSession(scope: nil) { session in
            try session.execute("CREATE DATABASE \(unsafeSQL: name) OWNER lethe")
        }
        return cluster.settings.with(user: "lethe", database: name)
    }

    /// A fresh directory that an unprivileged server can reach; removed when the tests have run.
    static func temporaryDirectory() -> String {
        _ = cleanUp
        var template = Array("/tmp/lethe-test-XXXXXX".utf8CString)
        let path = unsafe String(cString: mkdtemp(&template))
        unsafe chmod(path, 0o711)
        directories.update { $0.append(path) }
        return path
    }

    private static let directories = Shared<[String]>([])

    private static let cleanUp: Void = {
        _ = atexit { ClusterFixture.removeDirectories() }
    }()

    private static func removeDirectories() {
        if let cluster = sharedNow.value,
            let text = try? String(
                contentsOfFile: cluster.directory + "/data/postmaster.pid",
                encoding: .utf8
            ),
            let postmaster = pid_t(text.prefix { $0.isNumber })
        {
            kill(postmaster, SIGQUIT)
            for _ in 0..<2000 where kill(postmaster, 0) == 0 { usleep(1000) }
        }
        for directory in directories.value { try? FileManager.default.removeItem(atPath: directory) }
    }

    private static let number = Atomic<Int>(0)
}
