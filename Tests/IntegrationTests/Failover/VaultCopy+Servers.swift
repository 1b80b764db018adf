import Foundation
import Testing
import VaultStorage

extension VaultCopy {
    /// Copies the sample vault, puts its database on servers of their own, and lends both.
    static func lend<Value>(
        onServersWithStandby hasStandby: Bool,
        limit: Duration = .seconds(300),
        _ body: (VaultCopy, DatabaseServers) async throws -> Value
    ) async throws -> Value {
        try await lend(limit: limit) { copy in
            // The servers run under another account and have to get through.
            try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: copy.root)
            let cluster = copy.root + "/database"
            try FileManager.default.moveItem(atPath: copy.vault.cluster, toPath: cluster)
            let servers = try await DatabaseServers(cluster, in: copy.root, hasStandby: hasStandby)
            let result: Result<Value, any Error>
            do {
                try VaultConfiguration(of: copy.vault).with(database: servers.connection).write(
                    to: copy.vault
                )
                result = .success(try await body(copy, servers))
            } catch {
                result = .failure(error)
            }
            await servers.stop()
            return try result.get()
        }
    }
}

extension VaultConfiguration {
    /// The same vault with its database on a server.
    fileprivate func with(database: String) -> VaultConfiguration {
        VaultConfiguration(
            vault: vault,
            incarnation: incarnation,
            isRehearsal: isRehearsal,
            database: database,
            keySafes: keySafes,
            acceptsWeakKeySafe: acceptsWeakKeySafe,
            clockOffset: clockOffset
        )
    }
}
