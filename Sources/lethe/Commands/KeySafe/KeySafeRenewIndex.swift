internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe renew index`.
struct KeySafeRenewIndex: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Make new search tokens for all living patients and destroy the old key."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let at = try await open.vault.controller(named: acting.controller).renewIndex()
        switch options.format {
        case .json: try await console.print(json: .object(["renewedAt": .string(at.description)]))
        case .table:
            try await console.print(
                "Renewed on \(at): no old backup can confirm any more that a known identifier existed here"
            )
        }
    }
}
