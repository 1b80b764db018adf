internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe ledger status`.
struct LedgerStatus: VaultCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "The signed checkpoint.")

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let note = try controller.checkpointNote()
        switch options.format {
        case .json: try await console.print(json: .object(["checkpoint": .string(note)]))
        case .table: try await console.write(Array(note.utf8))
        }
    }
}
