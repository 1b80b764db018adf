internal import VaultModel

/// Reads `adequacy.yaml`.
enum AdequacyReader {
    static func read(_ root: PolicyNode, _ lexicon: Lexicon?, _ reader: PolicyReader) -> [AdequacyDecision] {
        guard
            let fields = reader.fields(
                root,
                of: "the list of adequacy decisions",
                known: ["format", "decisions"]
            ),
            let node = fields.required("decisions", mend: "Write decisions: [] when there are none."),
            let items = reader.items(node, of: "`decisions`", mayBeEmpty: true)
        else { return [] }
        let decisions = items.compactMap { item in
            decision(item, lexicon, reader).map { (decision: $0, line: item.line) }
        }
        checkOverlaps(decisions, reader)
        return decisions.map(\.decision)
    }

    private static func decision(
        _ node: PolicyNode,
        _ lexicon: Lexicon?,
        _ reader: PolicyReader
    ) -> AdequacyDecision? {
        let keys = ["destination", "decision", "in_force", "scope", "cite"]
        guard let fields = reader.fields(node, of: "the adequacy decision", known: keys) else { return nil }
        let destination = fields.required("destination", mend: "Name the country.")
            .flatMap { self.destination($0, lexicon, reader) }
        let number = fields.required("decision", mend: "Give its number, such as 2000/518/EC.")
            .flatMap { reader.text($0, of: "`decision`") }
        let inForce = reader.inForce(fields, startRequired: true)
        let scope = fields["scope"].flatMap { node in
            lexicon.map { $0.fact(node, of: "`scope`", kind: .yesNo, reader) } ?? nil
        }
        let citation = fields.required("cite", mend: "Say where the decision can be read.")
            .flatMap { reader.citation($0) }
        guard let destination, let number, let from = inForce?.from, let citation,
            !fields.has("scope") || scope != nil
        else { return nil }
        return AdequacyDecision(
            destination: destination,
            decision: number,
            from: from,
            to: inForce?.to,
            scope: scope,
            citation: citation
        )
    }

    private static func destination(
        _ node: PolicyNode,
        _ lexicon: Lexicon?,
        _ reader: PolicyReader
    ) -> String? {
        guard let lexicon else { return reader.text(node, of: "`destination`") }
        guard let words = lexicon.words(of: "destination.country") else {
            _ = lexicon.fact("destination.country", line: node.line, reader)
            return nil
        }
        return reader.word(node, of: "a destination", among: words)
    }

    /// Decisions of one destination and scope must follow each other.
    private static func checkOverlaps(
        _ decisions: [(decision: AdequacyDecision, line: Int)],
        _ reader: PolicyReader
    ) {
        let groups = Dictionary(grouping: decisions) {
            "\($0.decision.destination) \($0.decision.scope ?? "")"
        }
        for group in groups.values where group.count > 1 {
            let sorted = group.sorted { ($0.decision.from, $0.line) < ($1.decision.from, $1.line) }
            var last = sorted[0]
            for next in sorted.dropFirst() {
                if last.decision.to.map({ $0 >= next.decision.from }) ?? true {
                    reader.problem(
                        next.line,
                        "The decision \(quoted(next.decision.decision)) begins on \(next.decision.from), while "
                            + "\(quoted(last.decision.decision)) for the same destination is still in force",
                        mend:
                            "End the earlier one (line \(last.line)) with `to`, or give them different scopes."
                    )
                }
                let ends = (last.decision.to, next.decision.to)
                if let left = ends.0, ends.1.map({ $0 > left }) ?? true { last = next }
            }
        }
    }
}
