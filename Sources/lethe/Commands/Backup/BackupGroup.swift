internal import ArgumentParser

/// `lethe backup`.
struct BackupGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies of the vault against loss, named on certificates until they are destroyed.",
        subcommands: [
            BackupMake.self, BackupList.self, BackupVerify.self, BackupRestore.self, BackupRetire.self,
        ]
    )
}
