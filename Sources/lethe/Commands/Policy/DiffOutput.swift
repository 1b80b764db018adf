internal import PolicyEngine
internal import VaultCore
internal import VaultModel

/// What another rulebook changes, for people and for programs.
struct DiffOutput {
    let rules: RulebookComparison
    /// What it changes for stored records; `nil` when no vault was looked into.
    let impact: RulebookImpact?

    func print(as format: OutputFormat, on console: any Console) async throws {
        switch format {
        case .json: try await console.print(json: json)
        case .table:
            for line in ruleLines + (impact.map(lines) ?? []) { try await console.print(line) }
        }
    }

    private var ruleLines: [String] {
        guard !rules.isEmpty else { return ["The rules are the same."] }
        var lines = ["Rules"]
        for change in rules.changes {
            let cited = change.citations.map { "\($0.article) \($0.law)" }.joined(separator: "; ")
            lines.append("  \(change.kind.rawValue) \(change.rule) (\(cited))")
            for part in change.parts {
                lines += part.before.map { "      \(part.heading), was: \($0)" }
                lines += part.after.map { "      \(part.heading)\(part.before.isEmpty ? "" : ", is"): \($0)" }
            }
        }
        return lines + rules.others.map { "  \($0)" }
    }

    private func lines(_ impact: RulebookImpact) -> [String] {
        var lines = ["Records, as of \(impact.asOf)"]
        for group in impact.groups { lines += self.lines(group) }
        if impact.groups.isEmpty { lines.append("  nothing changes") }
        lines.append(
            "  in all \(impact.changedRecords) of \(counted(impact.records, "record")) change, "
                + "of \(impact.changedPatients) of \(counted(impact.patients, "patient"))"
        )
        let due = impact.groups.filter(\.change.becomesDue).reduce(0) { $0 + $1.records }
        if due > 0 { lines.append("  \(counted(due, "record")) would be due at once") }
        lines += impact.unknownFacts.sorted { $0.key < $1.key }.map { name, count in
            "  the new rules do not know the fact \(name), which \(counted(count, "record")) \(count == 1 ? "states" : "state")"
        }
        if impact.failed > 0 {
            lines.append("  \(counted(impact.failed, "file")) cannot be opened; see `lethe vault check`")
        }
        return lines
    }

    private func lines(_ group: RulebookImpact.Group) -> [String] {
        let change = group.change
        var lines = [
            "  \(change.kind.rawValue): \(counted(group.records, "record")) of class \(group.recordClass.rawValue) "
                + "(\(counted(group.patients, "patient"))): \(change.before.sentence) -> \(change.after.sentence)"
        ]
        if change.becomesDue { lines.append("      due at once") }
        if change.needsPerson { lines.append("      a person must confirm, who need not now") }
        if !group.examples.isEmpty {
            let ids = group.examples.map(\.description).joined(separator: ", ")
            lines.append("      such as \(ids)")
        }
        return lines
    }
}
