internal import VaultModel

/// In which cases the rules of some attached packs hold, and in which they stand: no standing rule sets them aside.
final class CaseRules {
    let space: CaseSpace
    /// The packs that are attached, by id.
    let packs: [String]
    /// The cases in which exactly these are attached.
    let attachment: CaseSet
    private let rules: [String: Rule]
    private let defeaters: [String: [String]]
    private var firing: [String: CaseTruth] = [:]
    private var standing: [String: CaseTruth] = [:]
    private var retention: CaseRetention?

    init(_ space: CaseSpace, packs: [String], attachment: CaseSet) {
        self.space = space
        self.packs = packs
        self.attachment = attachment
        let inForce = packs.compactMap { space.rulebook.packs[$0] }.flatMap(\.rules).filter { rule in
            (rule.inForceFrom.map { Cell.day($0) <= space.asOf } ?? true)
                && (rule.inForceTo.map { space.asOf <= Cell.day($0) } ?? true)
        }
        rules = Dictionary(inForce.map { ($0.id, $0) }) { first, _ in first }
        var defeaters: [String: [String]] = [:]
        for rule in inForce.sorted(by: { $0.id < $1.id }) {
            for target in Set(rule.exceptionTo) { defeaters[target, default: []].append(rule.id) }
        }
        self.defeaters = defeaters
    }

    /// The same rules when what the retention rules say is free.
    var withFreeRetention: CaseRules {
        let free = CaseRules(space, packs: packs, attachment: attachment)
        free.retention = CaseRetention(freeIn: space)
        return free
    }

    /// The rules of a kind that are law, by id.
    func rules(of kind: DecisionKind) -> [Rule] {
        rules.values.filter { $0.decision == kind }.sorted { $0.id < $1.id }
    }

    /// Whether a rule is law and its pack attached.
    func has(_ rule: Rule) -> Bool { rules[rule.id] != nil }

    /// The rules that can set a rule aside.
    func defeaters(of rule: Rule) -> [Rule] { (defeaters[rule.id] ?? []).compactMap { rules[$0] } }

    /// Whether a rule holds, apart from what sets it aside.
    func fires(_ rule: Rule) -> CaseTruth {
        if let truth = firing[rule.id] { return truth }
        let retention = rule.decision == .retain ? nil : asksForRetention(rule) ? answers : nil
        func truths(_ conditions: [Condition]) -> [CaseTruth] {
            conditions.map { space.truth(of: $0, retention) }
        }
        var parts = truths(rule.when.all) + truths(rule.when.none).map(\.negated)
        if !rule.when.any.isEmpty { parts.append(space.sets.any(truths(rule.when.any))) }
        let truth = space.sets.all(parts)
        firing[rule.id] = truth
        return truth
    }

    /// Whether a rule stands.
    ///
    /// The loader refuses circles of exceptions; of rules in one nothing is ever certain.
    func stands(_ rule: Rule) -> CaseTruth {
        if let truth = standing[rule.id] { return truth }
        standing[rule.id] = .unknown
        let truth = space.sets.all([fires(rule)] + defeaters(of: rule).map { stands($0).negated })
        standing[rule.id] = truth
        return truth
    }

    /// What the retention rules say.
    var answers: CaseRetention {
        if let retention { return retention }
        let made = CaseRetention(self)
        retention = made
        return made
    }

    private func asksForRetention(_ rule: Rule) -> Bool {
        (rule.when.all + rule.when.any + rule.when.none).contains {
            space.rulebook.vocabulary.facts[$0.fact]?.derivation == .retention
        }
    }
}
