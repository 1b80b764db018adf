internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe controller show`.
struct ControllerShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A controller with the public keys that verify its certificates and its ledger."
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "Its name or id; not needed when there is one.")
    var name: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: name)
        let row = controller.controller
        let keys = try controller.publicKeys()
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "certificateKey": .string(keys.certificate), "controller": .string(row.id.description),
                    "country": .string(row.country), "logKey": .string(keys.log), "name": .string(row.name),
                    "origin": .string(row.origin),
                ])
            )
        case .table:
            try await console.print("\(row.name) (\(row.id)), \(row.country)")
            try await console.print("  ledger:          \(row.origin)")
            try await console.print("  certificate key: \(keys.certificate)")
            try await console.print("  ledger key:      \(keys.log)")
        }
    }
}
