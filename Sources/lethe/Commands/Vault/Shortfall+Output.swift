internal import Evidence
internal import VaultCore
internal import VaultModel

extension Shortfall {
    /// What a database lacks, for people.
    func lines(name: String) -> [String] {
        var lines = ["\(name): this database is older than its key safe or its ledger"]
        if isBegun { lines.append("  A reconciliation was begun and is gone on with") }
        if erasures.isEmpty {
            lines.append("  No erasure has to be repeated")
        } else {
            lines.append(
                "  \(counted(erasures.count, "erasure")) will be repeated; the keys were destroyed at these times:"
            )
            lines += erasures.map { "    \(Words.time($0))" }
        }
        return lines + LossWords.lines(entries: entries, since: since, until: nil)
    }

    /// The same for programs.
    func json(name: String) -> CanonicalJSON {
        .object([
            "behind": .bool(true),
            "erasures": .array(erasures.map { .string($0.description) }),
            "name": .string(name),
            "since": since.map { .string($0.description) } ?? .null,
            "unexplainedEntries": .integer(Int64(entries)),
        ])
    }
}
