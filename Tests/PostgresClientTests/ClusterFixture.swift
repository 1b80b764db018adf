import Foundation
import PostgresClient
import Synchronization

/// A running cluster that the tests of one run share, and helpers around it.
enum ClusterFixture {
    static let shared = Task<EmbeddedCluster, any Error> {
        let cluster = try await EmbeddedCluster.create(directory: temporaryDirectory() + "/shared")
        try await cluster.start()
        return cluster
    }

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

    /// A fresh directory that an unprivileged server can reach.
    static func temporaryDirectory() -> String {
        var template = Array("/tmp/lethe-test-XXXXXX".utf8CString)
        let path = unsafe String(cString: mkdtemp(&template))
        unsafe chmod(path, 0o711)
        return path
    }

    private static let number = Atomic<Int>(0)
}
