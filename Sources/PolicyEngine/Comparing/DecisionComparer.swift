public import VaultModel

/// Asks two rulebooks the same and tells what they say differently.
public struct DecisionComparer: Sendable {
    private let old: PolicyEngine
    private let new: PolicyEngine
    private let before: [String: Rule]
    private let after: [String: Rule]
    /// Whether rules or packs differ in what a person must confirm; otherwise outcomes and days tell enough.
    private let comparesConfirmations: Bool

    /// Takes the two.
    public init(_ old: PolicyEngine, _ new: PolicyEngine) {
        self.old = old
        self.new = new
        before = Dictionary(old.rulebook.rules.map { ($0.id, $0) }) { first, _ in first }
        after = Dictionary(new.rulebook.rules.map { ($0.id, $0) }) { first, _ in first }
        comparesConfirmations =
            Self.confirmations(old.rulebook) != Self.confirmations(new.rulebook)
            || old.rulebook.packs.mapValues(\.reviewBy) != new.rulebook.packs.mapValues(\.reviewBy)
            || old.rulebook.calendars != new.rulebook.calendars
    }

    /// What the other rulebook says differently: another outcome, another end of keeping, or that a person must confirm.
    ///
    /// - Parameters:
    ///   - facts: The facts by the vocabulary of the one.
    ///   - newFacts: The same facts by the vocabulary of the other.
    /// - Returns: `nil` when both say the same.
    public func change(
        _ kind: DecisionKind,
        _ facts: FactSet,
        _ newFacts: FactSet,
        asOf: Day
    ) -> DecisionChange? {
        let isSame = saysTheSame(kind, facts, newFacts, asOf: asOf)
        guard !isSame || comparesConfirmations else { return nil }
        let one = old.decide(kind, facts, asOf: asOf)
        let other = new.decide(kind, newFacts, asOf: asOf)
        guard !isSame || one.needsConfirmation != other.needsConfirmation else { return nil }
        return DecisionChange(
            kind: kind,
            before: DecisionGist(one, before),
            after: DecisionGist(other, after)
        )
    }

    private func saysTheSame(
        _ kind: DecisionKind,
        _ facts: FactSet,
        _ newFacts: FactSet,
        asOf: Day
    ) -> Bool {
        guard kind == .retain else {
            return old.outcome(kind, facts, asOf: asOf) == new.outcome(kind, newFacts, asOf: asOf)
        }
        let one = old.term(facts, asOf: asOf)
        let other = new.term(newFacts, asOf: asOf)
        return one == other || (one.outcome == .escalate && other.outcome == .escalate)
    }

    /// What a person must confirm, with the day from which on for entries of a house schedule.
    private static func confirmations(_ rulebook: Rulebook) -> [String] {
        rulebook.rules.map { rule in
            let must = rule.needsConfirmation || rule.confidence == .contested
            return "\(rule.id) \(must) \(rule.house?.reviewBy.description ?? "")"
        }
    }
}
