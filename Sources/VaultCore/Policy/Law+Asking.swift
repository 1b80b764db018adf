internal import PolicyEngine
internal import VaultModel

extension Law {
    /// Asks the rulebook, and gives the answer together with everything that was told to it.
    func ask(_ kind: DecisionKind, _ facts: [String: FactValue], on day: Day) throws -> Verdict {
        Verdict(
            law: self,
            facts: house.merging(facts) { _, given in given },
            decision: try decide(kind, facts, on: day)
        )
    }
}
