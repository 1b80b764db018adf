internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe controller create NAME`.
struct ControllerCreate: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a controller with its own keys and ledger."
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "Its name, as it stands on certificates.")
    var name: String

    @Option(help: "Its country (ISO 3166-1, such as DE).")
    var country: String

    @Option(help: "Its region (ISO 3166-2, such as DE-BE): whose holidays count.")
    var region: String?

    @Option(
        help:
            "A fact about it for the rules, NAME=VALUE, such as controller.kind=hospital; may be named again."
    )
    var fact: [String] = []

    @OptionGroup var source: RulesOption

    func run(in open: OpenVault, on console: any Console) async throws {
        var facts = try FactArguments(fact).texts
        if let region { facts["controller.region"] = region }
        let controller = try await open.vault.createController(
            name: name,
            country: country,
            facts: facts,
            rules: source.files(on: console)
        )
        let keys = try controller.publicKeys()
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "certificateKey": .string(keys.certificate),
                    "controller": .string(controller.controller.id.description),
                    "logKey": .string(keys.log),
                ])
            )
        case .table:
            try await console.print("Made the controller \(name) (\(controller.controller.id))")
            try await console.print("Publish these keys; whoever verifies a certificate compares them:")
            try await console.print("  certificates: \(keys.certificate)")
            try await console.print("  ledger:       \(keys.log)")
        }
    }
}
