public import VaultModel

extension Rulebook {
    /// The days on which a rule of a kind begins to be law or has ceased to be, in their order.
    ///
    /// Between two of them the rulebook gives the same facts the same answer, apart from periods that its conditions
    /// compare with the day.
    public func changes(of kind: DecisionKind) -> [Day] {
        let rules = rules.filter { $0.decision == kind }
        let begins = rules.compactMap(\.inForceFrom)
        let ends = rules.compactMap { $0.inForceTo.map { Day(daysSinceEpoch: $0.daysSinceEpoch + 1) } }
        return Set(begins + ends).sorted()
    }
}
