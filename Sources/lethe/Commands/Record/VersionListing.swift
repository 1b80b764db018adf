internal import VaultCore
internal import VaultModel

/// Versions as a table or as JSON.
struct VersionListing {
    private let listing: Listing

    init(_ listing: Listing) {
        self.listing = listing
    }

    /// Prints what is shown, and says on standard error what is not and why.
    func print(as format: OutputFormat, on console: any Console) async throws {
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "marks": .array(listing.marks.map { MarkOutput($0).json }),
                    "versions": .array(listing.shown.map(Self.json)),
                    "withheld": .array(listing.withheld.map(Self.json)),
                ])
            )
        case .table:
            var table = Table("record", "version", "state", "class", "stored", "bytes", "name")
            for version in listing.shown {
                table.add(
                    version.record.description,
                    "\(version.version.rawValue)",
                    version.state.rawValue,
                    version.facts.recordClass.rawValue,
                    version.metadata.storedAt.day.description,
                    "\(version.metadata.parts.reduce(0) { $0 + $1.size })",
                    version.metadata.parts.first?.name ?? ""
                )
            }
            for line in table.lines { try await console.print(line) }
            var told: Set<RecordID> = []
            for version in listing.shown where told.insert(version.record).inserted {
                for line in Self.links(of: version) { try await console.print(line) }
            }
            for mark in listing.marks { try await console.print(MarkOutput(mark).line) }
        }
        try await Self.say(listing.withheld, on: console)
    }

    /// Says how many records are not shown, by reason.
    static func say(_ withheld: [WithheldVersion], on console: any Console) async throws {
        let records = Dictionary(grouping: withheld, by: \.reason).mapValues { Set($0.map(\.record)).count }
        for (reason, count) in records.sorted(by: { $0.key < $1.key }) {
            try await console.say(
                "\(counted(count, "record")) \(count == 1 ? "is" : "are") not shown: \(reason)"
            )
        }
    }

    static func json(_ version: WithheldVersion) -> CanonicalJSON {
        .object([
            "reason": .string(version.reason), "record": .string(version.record.description),
            "version": .integer(Int64(version.version.rawValue)),
        ])
    }

    /// What belongs to a version's record, a sentence each.
    static func links(of version: OpenedVersion) -> [String] {
        let record = version.record
        return version.statements.map { "a statement of disagreement is attached to \(record): record \($0)" }
            + (version.disagreesWith.map { ["\(record) is a statement of disagreement with record \($0)"] }
                ?? [])
    }

    static func json(_ version: OpenedVersion) -> CanonicalJSON {
        .object([
            "author": .string(version.metadata.author),
            "class": .string(version.facts.recordClass.rawValue),
            "disagreesWith": version.disagreesWith.map { .string($0.description) } ?? .null,
            "entry": version.entry.map { .integer(Int64($0)) } ?? .null,
            "facts": .object(version.facts.facts.mapValues { .string($0) }),
            "parts": .array(
                version.metadata.parts.map { part in
                    .object([
                        "mediaType": .string(part.mediaType), "name": .string(part.name),
                        "sha256": .string(part.sha256.hex), "size": .integer(Int64(part.size)),
                    ])
                }
            ),
            "record": .string(version.record.description),
            "state": .string(version.state.rawValue),
            "statements": .array(version.statements.map { .string($0.description) }),
            "storedAt": .string(version.metadata.storedAt.description),
            "version": .integer(Int64(version.version.rawValue)),
        ])
    }
}
