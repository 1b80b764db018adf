internal import VaultModel

/// A look over a rulebook as a page of text.
public struct AnalysisReport: Sendable {
    private let analysis: RulebookAnalysis
    private let rules: [String: Rule]
    private let gapsShown: Int

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - analysis: What was found in the rulebook.
    ///   - rulebook: The rulebook.
    ///   - gapsShown: How many gaps of one question and combination of packs are written out.
    public init(_ analysis: RulebookAnalysis, rulebook: Rulebook, gapsShown: Int) {
        self.analysis = analysis
        rules = Dictionary(rulebook.rules.map { ($0.id, $0) }) { first, _ in first }
        self.gapsShown = gapsShown
    }

    /// The page.
    public var text: String { lines.joined(separator: "\n") + "\n" }

    private var lines: [String] {
        var lines = [
            "All cases as of \(English.date(analysis.asOf)), for "
                + "\(analysis.combinations.map { $0.joined(separator: "+") }.joined(separator: ", ")).",
            summary,
        ]
        lines += ConflictList(analysis.findings.filter { $0.kind == .conflict }, rules).lines
        for kind in AnalysisFinding.Kind.allCases where kind != .gap && kind != .conflict {
            let findings = analysis.findings.filter { $0.kind == kind }
            guard !findings.isEmpty else { continue }
            lines += ["", kind.heading]
            for finding in findings { lines += [""] + block(finding) }
        }
        return lines + gaps
    }

    /// How much of each kind was found.
    private var summary: String {
        let parts = AnalysisFinding.Kind.allCases.map { kind in
            let count = analysis.findings.count { $0.kind == kind }
            return "\(kind.name(count)): \(count)"
        }
        return parts.joined(separator: ", ") + "."
    }

    private var gaps: [String] {
        let all = analysis.findings.filter { $0.kind == .gap }
        var lines: [String] = []
        for kind in DecisionKind.allCases {
            let gaps = all.filter { $0.decision == kind }
            guard !gaps.isEmpty else { continue }
            lines += ["", "Gaps: \(kind.question)", "  \(kind.meaningOfGap)"]
            for packs in analysis.combinations {
                let own = gaps.filter { $0.packs == [packs] }
                for gap in own.prefix(gapsShown) { lines += [""] + block(gap) }
                let rest = own.count - gapsShown
                guard rest > 0 else { continue }
                lines += ["", "  \(packs.joined(separator: "+")): \(rest) more of this question"]
            }
        }
        return lines
    }

    private func block(_ finding: AnalysisFinding) -> [String] {
        let packs = finding.packs.map { $0.joined(separator: "+") }.joined(separator: ", ")
        var lines = ["  \(packs.isEmpty ? "" : "\(packs): ")\(finding.sentence)"]
        lines += finding.circumstances.map { "    - \($0)" }
        for id in finding.rules {
            guard let rule = rules[id] else { continue }
            lines.append("    \(id) (\(rule.place)): \(rule.citationLine)")
        }
        guard let witness = finding.witness, let decision = finding.decision else { return lines }
        return lines + ["    \(witness.line(decision, finding.asOf))"]
    }
}

extension Rule {
    /// Where it stands in the law, on a line.
    var citationLine: String { citations.map { "\($0.law), \($0.article)" }.joined(separator: "; ") }
}
