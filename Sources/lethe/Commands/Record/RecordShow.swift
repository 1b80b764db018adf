internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe record show ID`.
struct RecordShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What is known about the newest version of a record."
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The record's id.")
    var record: RecordID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let history = try await controller.history(of: record, by: acting.staff(), for: why.purpose)
        let newest = (history.shown.map(\.version) + history.withheld.map(\.version)).max()
        guard let version = history.shown.last, version.version == newest else {
            throw VaultError(.denied, history.withheld.last?.reason ?? "there is nothing to show")
        }
        switch options.format {
        case .json: try await console.print(json: VersionListing.json(version))
        case .table:
            try await console.print("record    \(version.record)")
            try await console.print(
                "version   \(version.version.rawValue) of \(history.shown.count + history.withheld.count)"
            )
            try await console.print("class     \(version.facts.recordClass.rawValue)")
            for (name, value) in version.facts.facts.sorted(by: { $0.key < $1.key }) {
                try await console.print("fact      \(name) = \(value)")
            }
            for line in FactsOutput(version.facts).lines { try await console.print(line) }
            try await console.print("stored    \(version.metadata.storedAt) by \(version.metadata.author)")
            try await console.print(
                "ledger    \(version.entry.map { "entry \($0)" } ?? "waits for its place")"
            )
            for line in VersionListing.links(of: version) { try await console.print("note      \(line)") }
            for part in version.metadata.parts {
                try await console.print("part      \(part.name), \(part.mediaType), \(part.size) bytes")
                try await console.print("          SHA-256 \(part.sha256.hex)")
            }
        }
    }
}
