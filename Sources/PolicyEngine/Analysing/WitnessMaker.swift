internal import VaultModel

/// Finds a case of a set, asks the engine about it, and leaves out what does not matter.
struct WitnessMaker {
    let engine: PolicyEngine
    let asOf: Day
    private let rules: [String: Rule]

    init(_ engine: PolicyEngine, asOf: Day) {
        self.engine = engine
        self.asOf = asOf
        rules = Dictionary(engine.rulebook.rules.map { ($0.id, $0) }) { first, _ in first }
    }

    /// A rule by its id.
    func rule(_ id: String) -> Rule? { rules[id] }

    /// A case of a set that shows something; `nil` when the set has none.
    ///
    /// - Parameter keeping: Facts that stay in the case although it shows without them.
    func witness(
        _ set: CaseSet,
        _ space: CaseSpace,
        _ kind: DecisionKind,
        keeping: Set<String> = [],
        _ shows: (Decision) -> Bool
    ) -> CaseWitness? {
        let search = CaseSearch(space: space)
        guard let found = search.facts(in: search.ordinary(set)) ?? search.facts(in: set) else { return nil }
        let vocabulary = engine.rulebook.vocabulary
        let asked = found.asked.filter { vocabulary.facts[$0.key]?.otherwise != $0.value }
        func isShown(_ facts: [String: FactValue]) -> Bool {
            guard let facts = try? engine.facts(facts) else { return false }
            return shows(engine.decide(kind, facts, asOf: asOf))
        }
        var facts = asked
        if !isShown(facts) {
            facts = asked.merging(found.others) { stated, _ in stated }
            guard isShown(facts) else { return CaseWitness(facts: asked, isCertain: false) }
        }
        let order = facts.keys.filter { !keeping.contains($0) }.sorted { one, other in
            (asked[one] == nil ? 0 : 1, one) < (asked[other] == nil ? 0 : 1, other)
        }
        for name in order {
            var fewer = facts
            fewer[name] = nil
            if isShown(fewer) { facts = fewer }
        }
        return CaseWitness(facts: facts, isCertain: true)
    }
}
