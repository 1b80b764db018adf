internal import PolicyEngine
internal import VaultModel

/// A look over a rulebook for programs.
struct AnalysisListing {
    let analysis: RulebookAnalysis

    init(_ analysis: RulebookAnalysis) {
        self.analysis = analysis
    }

    /// One object with all findings.
    var json: CanonicalJSON {
        .object([
            "as_of": .string(analysis.asOf.description),
            "combinations": Self.lists(analysis.combinations),
            "findings": .array(analysis.findings.map(finding)),
        ])
    }

    private func finding(_ finding: AnalysisFinding) -> CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "kind": .string(finding.kind.rawValue),
            "error": .bool(finding.kind.isError),
            "as_of": .string(finding.asOf.description),
            "packs": Self.lists(finding.packs),
            "rules": .array(finding.rules.map { .string($0) }),
            "sentence": .string(finding.sentence),
            "circumstances": .array(finding.circumstances.map { .string($0) }),
            "citations": .array(
                finding.citations.map { .string("\($0.law), \($0.article)") }
            ),
        ]
        if let decision = finding.decision { members["decision"] = .string(decision.rawValue) }
        if let witness = finding.witness {
            members["facts"] = .array(witness.arguments.map { .string($0) })
            members["facts_checked"] = .bool(witness.isCertain)
        }
        return .object(members)
    }

    private static func lists(_ lists: [[String]]) -> CanonicalJSON {
        .array(lists.map { .array($0.map { .string($0) }) })
    }
}
