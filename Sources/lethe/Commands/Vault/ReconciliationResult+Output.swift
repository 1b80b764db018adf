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
                    + "are: it was corrected since, and the correction is lost. They are found by their number alone until "
                    + "somebody says again who they are (`lethe patient identify` lists them)"
            )
        }
        if unmoved > 0 {
            lines.append(
                "  \(counted(unmoved, "record was", "records were")) moved to another patient's file since, and nothing here says "
                    + "where the keys went: lost, as what was stored since"
            )
        }
        if narrowings.repeated > 0 {
            lines.append("  Holds, restrictions, revocations and rules repeated: \(narrowings.repeated)")
        }
        if narrowings.lost > 0 {
            lines.append(
                "  Not repeated: \(narrowings.lost), since what they are about is erased or not in this database, or whoever "
                    + "signed is not; rules among them have to be signed again"
            )
        }
        return lines + [
            "  What was widened since is not repeated: lifted holds and restrictions stand again, new staff are not here"
        ]
    }

    /// The same for programs.
    func json(name: String) -> CanonicalJSON {
        .object([
            "endedAt": .string(endedAt.description),
            "erasures": .integer(Int64(erasures)),
            "name": .string(name),
            "narrowingsLost": .integer(Int64(narrowings.lost)),
            "narrowingsRepeated": .integer(Int64(narrowings.repeated)),
            "since": since.map { .string($0.description) } ?? .null,
            "unexplainedEntries": .integer(Int64(entries)),
            "unmovedRecords": .integer(Int64(unmoved)),
            "unnamedPatients": .integer(Int64(unnamed)),
        ])
    }
}
