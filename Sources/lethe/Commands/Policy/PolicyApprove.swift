internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy approve DIGEST`.
struct PolicyApprove: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve rules that somebody else has signed.",
        discussion: """
            The author's signature is verified and every test runs again. Read them first: \
            lethe policy export DIGEST -o FOLDER, then lethe policy table PACK --rules FOLDER.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The digest of the rules, or how it begins (lethe policy list).")
    var digest: String

    @Option(help: "The file with your private key.", completion: .file())
    var key: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let row = try await controller.approveRules(
            digest,
            by: acting.staff(),
            key: KeyFile.signingKey(in: console.absolute(key))
        )
        try await PublicationOutput(row).print(
            "Approved",
            next: "Publish: lethe policy publish \(row.digest.short) --as NAME",
            as: options.format,
            on: console
        )
    }
}
