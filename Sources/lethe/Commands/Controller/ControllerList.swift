internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe controller list`.
struct ControllerList: VaultCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All controllers.")

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let rows = try await open.vault.controllers().map(\.row)
        switch options.format {
        case .json:
            let list = rows.map { row in
                CanonicalJSON.object([
                    "controller": .string(row.id.description), "country": .string(row.country),
                    "name": .string(row.name), "state": .string(row.state.rawValue),
                ])
            }
            try await console.print(json: .object(["controllers": .array(list)]))
        case .table:
            var table = Table("name", "country", "state", "id")
            for row in rows { table.add(row.name, row.country, row.state.rawValue, row.id.description) }
            for line in table.lines { try await console.print(line) }
        }
    }
}
