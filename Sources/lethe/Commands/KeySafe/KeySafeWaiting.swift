internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe waiting [REQUEST]`.
struct KeySafeWaiting: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting",
        abstract: "What the key safe holds back until it is approved, or until time has passed.",
        discussion: """
            With a request it prints the order itself, for an approver who signs on a machine of their own: \
            lethe key-safe waiting REQUEST > order.json; there: lethe key-safe sign order.json --key FILE > approval
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "One request.")
    var request: RequestID?

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        if let request {
            return try await console.write(controller.waitingOrder(request).json.encoded + Array("\n".utf8))
        }
        let orders = try await controller.waitingOrders()
        switch options.format {
        case .json:
            try await console.print(
                json: .object(["orders": .array(orders.map(\.json))])
            )
        case .table:
            for order in orders { try await console.print(order.sentence) }
            if orders.isEmpty { try await console.print("Nothing waits") }
        }
    }
}

extension HeldOrder {
    fileprivate var json: CanonicalJSON {
        .object([
            "approvals": .integer(Int64(standing.of)),
            "approvedBy": .array(standing.approvedBy.map { .string($0) }),
            "notBefore": .string(standing.notBefore.description),
            "order": waiting.order.json,
        ])
    }
}
