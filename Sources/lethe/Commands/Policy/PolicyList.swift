internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe policy list`.
struct PolicyList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The rules that were signed, approved and published here, and which are in force."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let list = try await open.vault.controller(named: acting.controller).publications()
        switch options.format {
        case .json:
            try await console.print(json: .object(["publications": .array(list.map(Self.json))]))
        case .table:
            var table = Table("no", "digest", "from", "state", "author", "approver", "entry", "")
            for publication in list {
                let row = publication.row
                let unsigned = row.state == .published ? "with the controller, unsigned" : "-"
                table.add(
                    "\(row.number)",
                    row.digest.short,
                    row.activeFrom.description,
                    row.state.rawValue,
                    publication.author ?? unsigned,
                    publication.approver ?? "-",
                    row.entry.map { "\($0)" } ?? (row.event == nil ? "-" : "waits"),
                    publication.isInForce ? "in force" : ""
                )
            }
            for line in table.lines { try await console.print(line) }
        }
    }

    private static func json(_ publication: Publication) -> CanonicalJSON {
        let row = publication.row
        return .object([
            "activeFrom": .string(row.activeFrom.description),
            "approver": publication.approver.map { .string($0) } ?? .null,
            "author": publication.author.map { .string($0) } ?? .null,
            "digest": .string(row.digest.hex),
            "entry": row.entry.map { .integer(Int64($0)) } ?? .null,
            "inForce": .bool(publication.isInForce),
            "number": .integer(Int64(row.number)),
            "published": row.publishedAt.map { .string($0.description) } ?? .null,
            "state": .string(row.state.rawValue),
        ])
    }
}
