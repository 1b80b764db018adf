internal import ArgumentParser
internal import Logging
internal import VaultCore
internal import VaultStorage

/// `lethe vault adopt`.
struct VaultAdopt: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Make a copy the vault, when the original is gone for good, or after it was moved.",
        discussion: """
            A vault knows its machine, its path and its directory. Anywhere else it is a copy and opens only with --drill, \
            so that it cannot destroy keys of the original. After this command the key safes obey the copy; the original \
            cannot be opened any more, on no machine.
            """
    )

    @OptionGroup var options: VaultOptions

    @Flag(help: "Do not ask.")
    var yes = false

    func run(on console: any Console) async throws {
        if options.drill { throw ValidationError("a restore drill changes nothing; say it without --drill") }
        let directory = VaultDirectory(console.absolute(options.directory).standardisedPath)
        if !yes {
            let answer = try await console.ask(
                "From now on the key safes obey this copy, and the original never again. Type ADOPT to go on:"
            )
            guard let answer else {
                throw ValidationError("nobody can be asked here; say --yes to adopt")
            }
            guard answer == "ADOPT" else { throw VaultError(.denied, "nothing was adopted") }
        }
        let isBehind = try await OpenVault.adopt(
            directory,
            options: OpenVault.Options(
                wait: .seconds(options.wait.seconds),
                isDrill: false,
                faults: PlannedDeath.plan,
                logger: Logger(label: "lethe"),
                safes: OutsideSafes.providers
            )
        )
        try await console.print(
            "The key safes obey the vault in \(directory.path); its original is no vault any more"
        )
        if isBehind {
            try await console.print(
                "Its database is older than an erasure or its ledger: it stays closed until `lethe vault reconcile`"
            )
        }
    }
}
