internal import Evidence
internal import VaultCore
internal import VaultModel

extension ReconciliationResult {
    /// How a reconciliation ended, for people.
    func lines(name: String) -> [String] {
        var lines = ["\(name): open since \(Words.time(endedAt))"]
        if erasures > 0 {
            lines.append(
                "  \(counted(erasures, "erasure")) repeated: what they took is erased here, too. Certificates that were "
                    + "issued for them are not in this database; whoever has one can go on verifying it"
            )
        } else {
            lines.append("  No erasure had to be repeated")
        }
        lines += LossWords.lines(entries: entries, since: since, until: endedAt)
        if unnamed > 0 {
            lines.append(
                "  \(counted(unnamed, "living patient has", "living patients have")) no record any more that says who they "
                    + "are: it was corrected since, and the correction is lost. They are found by their number alone"
            )
        }
        return lines + [
            "  Not repeated in this version: restrictions, holds, revoked staff and published rules since then. State "
                + "them again"
        ]
    }

    /// The same for programs.
    func json(name: String) -> CanonicalJSON {
        .object([
            "endedAt": .string(endedAt.description),
            "erasures": .integer(Int64(erasures)),
            "name": .string(name),
            "since": since.map { .string($0.description) } ?? .null,
            "unexplainedEntries": .integer(Int64(entries)),
            "unnamedPatients": .integer(Int64(unnamed)),
        ])
    }
}
