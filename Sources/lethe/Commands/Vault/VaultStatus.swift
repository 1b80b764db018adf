internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe vault status`.
struct VaultStatus: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What runs, what is due, what is unsafe."
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        var reports: [CanonicalJSON] = []
        let heading = open.configuration.isRehearsal ? "Rehearsal vault" : "Vault"
        if options.format == .table {
            try await console.print("\(heading) \(open.configuration.vault) in \(open.directory.path)")
        }
        for (row, result) in try await open.vault.controllers() {
            switch result {
            case .success(let controller):
                let overview = try await controller.overview()
                reports.append(overview.json(name: row.name))
                guard options.format == .table else { continue }
                for line in overview.lines(name: row.name) { try await console.print(line) }
            case .failure(let failure):
                let error = CommandStatus(of: failure)
                reports.append(
                    .object(["closed": .string(error.message ?? "unknown"), "name": .string(row.name)])
                )
                if options.format == .table {
                    try await console.print("\(row.name): closed: \(error.message ?? "unknown")")
                }
            case nil:
                reports.append(.object(["closed": .string("unfinished"), "name": .string(row.name)]))
                if options.format == .table {
                    try await console.print(
                        "\(row.name): not finished; run `lethe controller create` with this name again"
                    )
                }
            }
        }
        if options.format == .json {
            try await console.print(
                json: .object([
                    "controllers": .array(reports), "rehearsal": .bool(open.configuration.isRehearsal),
                    "vault": .string(open.configuration.vault.description),
                ])
            )
        }
    }
}
