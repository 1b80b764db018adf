internal import Evidence
internal import Keyring
internal import VaultCore
internal import VaultModel

extension Shortfall {
    /// What a database lacks, for people.
    func lines(name: String) -> [String] {
        var lines = ["\(name): this database is older than its key safe or its ledger"]
        if isBegun { lines.append("  A reconciliation was begun and is gone on with") }
        if let missingKeyFile { lines.append("  note: \(missingKeyFile)") }
        if erasures.isEmpty {
            lines.append("  No erasure has to be repeated")
        } else {
            lines.append(
                "  \(counted(erasures.count, "erasure")) will be repeated; the keys were destroyed at these times:"
            )
            lines += erasures.map { "    \(Words.time($0))" }
        }
        if !narrowings.isEmpty {
            lines.append("  Will be repeated as far as what it is about is here:")
            lines += narrowings.map { "    \($0.kind.words), \(Words.time($0.at))" }
        }
        return lines + LossWords.lines(entries: entries, since: since, until: nil)
    }

    /// The same for programs.
    func json(name: String) -> CanonicalJSON {
        .object([
            "behind": .bool(true),
            "erasures": .array(erasures.map { .string($0.description) }),
            "missingKeyFile": missingKeyFile.map { .string($0) } ?? .null,
            "name": .string(name),
            "narrowings": .array(
                narrowings.map {
                    .object(["at": .string($0.at.description), "kind": .string($0.kind.words)])
                }
            ),
            "since": since.map { .string($0.description) } ?? .null,
            "unexplainedEntries": .integer(Int64(entries)),
        ])
    }
}

extension JournalKind {
    /// What happened, for people.
    fileprivate var words: String {
        switch self {
        case .hold: "a hold was stated"
        case .restriction: "a restriction was stated"
        case .consentRevoked: "a consent was revoked"
        case .roleRevoked: "a member of staff was revoked"
        case .suppression: "a suppression was set"
        case .rulebook: "rules were published"
        case .openCase: "a case was opened"
        case .disclosure: "something was disclosed"
        }
    }
}
