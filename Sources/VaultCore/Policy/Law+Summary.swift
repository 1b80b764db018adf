internal import PolicyEngine

extension Law {
    /// Why a decision came out so, in one line without the case's facts: sentences and citations of the rules that
    /// decided it, or what keeps it from being decided.
    func summary(of decision: Decision) -> String {
        if decision.outcome == .escalate, !decision.reasons.isEmpty {
            let ways = waysToState(decision.missing)
            return reasons(of: decision) + (ways.isEmpty ? "" : " (\(ways))")
        }
        let end = (decision.dutyUntil ?? decision.keepUntil)?.day.description ?? "the end of the period"
        let rules = decision.fired.filter { decides($0, decision) }.map { rule in
            sentence(of: rule, in: decision, until: end)
        }
        let given = rules + (rules.isEmpty ? decision.reasons : [])
        return given.isEmpty ? "The rulebook has no rule that allows it." : given.joined(separator: " ")
    }

    /// Whether a rule is a reason for what was decided; what permits is none for a refusal.
    private func decides(_ rule: RuleUse, _ decision: Decision) -> Bool {
        guard [decision.kind, .retain].contains(rule.decision) else { return false }
        return decision.outcome != .deny || rule.outcome == .deny
    }

    /// Everything that keeps a decision from being made; missing facts are named together.
    private func reasons(of decision: Decision) -> String {
        let missing = decision.missingInWords
        guard missing.count > 1 else { return decision.reasons.joined(separator: "; ") }
        let facts = missing.joined(separator: "; ")
        return (["Facts are missing: \(facts)"] + decision.otherReasons).joined(separator: ". ")
    }

    /// How missing facts are supplied: each is stated where it is kept, and few of them with the question.
    private func waysToState(_ names: [String]) -> String {
        let ways: [(FactPlace, ([String]) -> String)] = [
            (.question, { Self.options($0) }),
            (.recordClass, { _ in "`lethe record classify --class ...`" }),
            (.treatment, { "`lethe episode complete` or `lethe record classify \(Self.options($0))`" }),
            (.record, { "`lethe record classify \(Self.options($0))`" }),
            (.person, { "`lethe patient facts \(Self.options($0))`" }),
            (.controller, { "`lethe controller facts \(Self.options($0))`" }),
        ]
        return ways.compactMap { place, way in
            let here = names.filter { self.place(of: $0) == place }
            return here.isEmpty ? nil : way(here)
        }.joined(separator: "; ")
    }

    private static func options(_ names: [String]) -> String {
        names.map { "--fact \($0)=..." }.joined(separator: " ")
    }

    /// Where a fact is stated.
    private func place(of name: String) -> FactPlace? {
        switch (name, rulebook.vocabulary.facts[name]?.source) {
        case (_, .request), (_, .transfer), (_, .event), (_, .hold): .question
        case ("record.class", _): .recordClass
        case ("treatment.completed", _): .treatment
        case (_, .record), (_, .episode): .record
        case (_, .patient): .person
        case (_, .organisation): .controller
        case (_, .derived), (_, nil): nil
        }
    }
}
