internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe ledger prove ENTRY`.
struct LedgerProve: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove where an entry stands (C2SP tlog-proof)."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The entry's number, counted from 0.")
    var entry: UInt64

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let proof = try controller.proof(of: entry)
        switch options.format {
        case .json: try await console.print(json: .object(["proof": .string(proof)]))
        case .table: try await console.write(Array(proof.utf8))
        }
    }
}
