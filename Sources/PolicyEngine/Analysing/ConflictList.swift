/// Conflicts in words: a rule, and below it all rules that it stands against.
struct ConflictList {
    private let findings: [AnalysisFinding]
    private let rules: [String: Rule]

    init(_ findings: [AnalysisFinding], _ rules: [String: Rule]) {
        self.findings = findings
        self.rules = rules
    }

    /// The lines of the list; none when there are no conflicts.
    var lines: [String] {
        guard !findings.isEmpty else { return [] }
        var lines = ["", AnalysisFinding.Kind.conflict.heading]
        var rest = findings
        while let rule = busiest(rest) {
            let own = rest.filter { $0.rules.contains(rule) }
            rest = rest.filter { !$0.rules.contains(rule) }
            guard own.count > 1 || own.first?.decision != .erase else {
                lines += [""] + own.flatMap { alone($0) }
                continue
            }
            lines += [
                "",
                "  \(named(rule)) can stand together with these, and neither is an exception to the other:",
            ]
            for finding in own {
                let other = finding.rules.first { $0 != rule } ?? rule
                lines += ["    - \(named(other)), under \(Self.packs(finding))"] + example(finding, "      ")
            }
        }
        return lines
    }

    private func alone(_ finding: AnalysisFinding) -> [String] {
        ["  \(Self.packs(finding)): \(finding.sentence)"]
            + finding.rules.map { "    \(named($0))" } + example(finding, "    ")
    }

    /// The rule with the most conflicts; of several the first by id.
    private func busiest(_ findings: [AnalysisFinding]) -> String? {
        var times: [String: Int] = [:]
        for finding in findings { for rule in finding.rules { times[rule, default: 0] += 1 } }
        return times.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
    }

    private func named(_ id: String) -> String {
        guard let rule = rules[id] else { return id }
        var stated = ""
        if case .outcome(let outcome) = rule.effect { stated = "\(outcome.verb); " }
        return "\(id) (\(stated)\(rule.citationLine); \(rule.place))"
    }

    private func example(_ finding: AnalysisFinding, _ indentation: String) -> [String] {
        guard let witness = finding.witness, let decision = finding.decision else { return [] }
        return [indentation + witness.line(decision, finding.asOf)]
    }

    private static func packs(_ finding: AnalysisFinding) -> String {
        finding.packs.map { $0.joined(separator: "+") }.joined(separator: ", ")
    }
}
