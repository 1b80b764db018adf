internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe job list`.
struct JobList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "What waits to be done."
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        var reports: [CanonicalJSON] = []
        var table = Table("controller", "files to review", "erasures to finish")
        for (row, result) in try await open.vault.controllers() {
            guard case .success(let controller) = result else { continue }
            let overview = try await controller.overview()
            table.add(row.name, "\(overview.waitingReviews)", "\(overview.waiting)")
            reports.append(
                .object([
                    "name": .string(row.name), "waitingErasures": .integer(Int64(overview.waiting)),
                    "waitingReviews": .integer(Int64(overview.waitingReviews)),
                ])
            )
        }
        switch options.format {
        case .json: try await console.print(json: .object(["controllers": .array(reports)]))
        case .table: for line in table.lines { try await console.print(line) }
        }
    }
}
