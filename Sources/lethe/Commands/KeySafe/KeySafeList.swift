internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe list`.
struct KeySafeList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Where the key safes are, how they stand, and what they cannot promise here."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let overview = try await controller.overview()
        switch options.format {
        case .json: try await console.print(json: overview.json(name: controller.controller.name))
        case .table:
            try await console.print(overview.level)
            for place in overview.places { try await console.print("  \(place.name): \(place.state)") }
            try await console.print("  limits: \(overview.limits)")
            for order in overview.waitingOrders { try await console.print("  waits: \(order)") }
            for warning in overview.warnings { try await console.print("  note: \(warning)") }
        }
    }
}
