internal import VaultCrypto
internal import VaultStorage

/// A command on an open vault that can do a part of its work without one.
protocol RulesCommand: VaultCommand {
    /// Whether the user wants no vault opened.
    var rulesOnly: Bool { get }

    /// Does the part that needs no vault, and says that it is one.
    func runWithoutVault(on console: any Console) async throws
}

extension RulesCommand {
    /// Whether there is a vault and it is wanted.
    func needsVault(on console: any Console) throws -> Bool {
        let directory = VaultDirectory(console.absolute(options.directory).standardisedPath)
        return try !rulesOnly && FileSystem.exists(directory.configuration)
    }
}
