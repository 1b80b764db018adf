internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy publish DIGEST`.
struct PolicyPublish: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish rules that two people have signed: from their day on they decide.",
        discussion: "The ledger pins them. What was decided before stays decided."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The digest of the rules, or how it begins (lethe policy list).")
    var digest: String

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let (row, isNew) = try await controller.publishRules(digest, by: acting.staff())
        try await PublicationOutput(row).print(
            isNew ? "Published" : "Published already",
            next: nil,
            as: options.format,
            on: console
        )
    }
}
