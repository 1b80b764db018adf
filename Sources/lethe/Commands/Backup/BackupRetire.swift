internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe backup retire`.
struct BackupRetire: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Write down that a backup's files are destroyed; certificates from now on do not name it.",
        discussion: "Lethe destroys no files of a backup: you do, every copy of them, before you say this."
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "The backup; see `lethe backup list`.")
    var backup: BackupID

    @Flag(help: "Do not ask.")
    var yes = false

    func run(in open: OpenVault, on console: any Console) async throws {
        if !yes {
            let answer = try await console.ask(
                "Certificates will not name this backup any more. Are all copies of its files destroyed? Type RETIRE to go on:"
            )
            guard let answer else { throw ValidationError("nobody can be asked here; say --yes to retire") }
            guard answer == "RETIRE" else { throw VaultError(.denied, "nothing was retired") }
        }
        let entry = try await open.retireBackup(backup)
        switch options.format {
        case .json:
            try await console.print(
                json: .object(["backup": .string(entry.id.description), "label": .string(entry.label)])
            )
        case .table:
            try await console.print(
                "Retired \(entry.id) (\(entry.label)): certificates from now on do not name it"
            )
        }
        try await console.say(
            "Lethe has destroyed no file: whoever keeps a copy of this backup destroys it now"
        )
    }
}
