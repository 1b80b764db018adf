internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

extension OpenVault {
    /// Makes a copy the vault: its key safes obey it from now on, and the original no more.
    ///
    /// It begins a new life with an incarnation of its own. Every key safe is asked first whether it is as new as the
    /// copy. Interrupted, it is made again: until the end neither of the two opens that had not before.
    /// - Returns: Whether the copy is older than an erasure or its ledger, so that it stays closed until it is reconciled.
    /// - Throws: ``VaultError`` with `unusable` when a key safe is older than the copy; then nothing has changed.
    public static func adopt(_ directory: VaultDirectory, options: Options) async throws -> Bool {
        let old = try VaultConfiguration(of: directory)
        let lock = try await takeLock(directory, wait: options.wait)
        let configuration = try old.reborn(as: .random(), in: directory)
        let database = try await OpenDatabase.open(directory, configuration: configuration)
        let provider = FileFacilities(
            directory: directory,
            configuration: configuration,
            isReadOnly: false,
            faults: options.faults,
            safes: options.safes,
            clock: options.clock ?? configuration.clock
        )
        let result: Result<Bool, any Error>
        do {
            try await database.migrate()
            result = .success(
                try await Vault.adopt(
                    context: VaultContext(
                        vault: configuration.vault,
                        incarnation: configuration.incarnation,
                        isRehearsal: configuration.isRehearsal,
                        isReadOnly: false,
                        clock: configuration.clock,
                        faults: options.faults,
                        logger: options.logger
                    ),
                    house: HouseTables(pool: database.pool),
                    provider: provider
                )
            )
        } catch {
            result = .failure(error)
        }
        await provider.close()
        await database.close()
        let isBehind = try result.get()
        try configuration.write(to: directory)
        _ = consume lock
        return isBehind
    }
}
