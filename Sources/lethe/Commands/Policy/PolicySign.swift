internal import ArgumentParser
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe policy sign`.
struct PolicySign: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign rules as their author; somebody else approves them.",
        discussion: """
            Every file is checked and every test of the packs is run first; exit code 3 when something is wrong. \
            Example: lethe policy sign --rules policies --active-from 2027-01-01 --as "Dr. Änne Müller" --key anne.key
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var source: RulesOption

    @Option(help: "The first day on which they decide (YYYY-MM-DD).")
    var activeFrom: Day

    @Option(help: "The file with your private key.", completion: .file())
    var key: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let row = try await controller.signRules(
            source.files(on: console),
            activeFrom: activeFrom,
            by: acting.staff(),
            key: KeyFile.signingKey(in: console.absolute(key))
        )
        try await PublicationOutput(row).print(
            "Signed",
            next: "Somebody else approves: lethe policy approve \(row.digest.short) --as NAME --key FILE",
            as: options.format,
            on: console
        )
    }
}
