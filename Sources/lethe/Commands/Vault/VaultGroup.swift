internal import ArgumentParser

/// `lethe vault`.
struct VaultGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault",
        abstract: "Make, look after and check a vault.",
        subcommands: [
            VaultInit.self, VaultStatus.self, VaultCheck.self, VaultAdopt.self, VaultReconcile.self,
            VaultClockCommand.self,
        ]
    )
}
