import PostgresClient
import VaultStorage

extension VaultCopy {
    /// Starts the embedded cluster alone and lends a session that sees everything.
    func database<Value: Sendable>(_ body: @Sendable @escaping (Session) throws -> Value) async throws
        -> Value
    {
        let cluster = try EmbeddedCluster(directory: vault.cluster)
        try await cluster.start()
        let connection = PostgresConnection(cluster.administratorSettings)
        let result: Result<Value, any Error>
        do {
            result = .success(try await connection.withSession(scope: nil, body))
        } catch {
            result = .failure(error)
        }
        await connection.close()
        try await cluster.stop()
        return try result.get()
    }
}
