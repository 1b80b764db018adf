/// Finds standing rules that say different things although nothing decides between them.
///
/// For showing and sending a deny wins, for corrections what preserves most, for answers the earliest day, and who must be
/// told is added up: there no two rules can be in conflict.
struct ConflictFinder {
    let rules: CaseRules
    let maker: WitnessMaker
    private var space: CaseSpace { rules.space }
    private var sets: CaseSets { rules.space.sets }

    init(_ rules: CaseRules, _ maker: WitnessMaker) {
        self.rules = rules
        self.maker = maker
    }

    /// All conflicts of the packs.
    var conflicts: [AnalysisFinding] { erasures + periods + ends }

    /// Rules of erasure that state different outcomes, where no rule leaves the decision to a person anyway.
    private var erasures: [AnalysisFinding] {
        let all = rules.rules(of: .erase)
        let stating = all.filter { $0.effect != .outcome(.escalate) }
        let leaving = all.filter { $0.effect == .outcome(.escalate) }
        let undecided = sets.without(
            rules.attachment,
            sets.any(leaving.map { sets.not(rules.stands($0).no) })
        )
        return pairs(of: stating).compactMap { one, other in
            guard one.effect != other.effect else { return nil }
            let cases = sets.all([undecided, rules.stands(one).yes, rules.stands(other).yes])
            return finding(.erase, one, other, cases, Self.sentence(one, other)) { decision in
                decision.outcome == .escalate && decision.missing.isEmpty
                    && !decision.fired.contains { $0.decision == .erase && $0.outcome == .escalate }
            }
        }
    }

    /// A minimum that ends after a maximum.
    private var periods: [AnalysisFinding] {
        CaseLimits(rules).contradictions.compactMap { minimum, maximum, cases in
            let sentence =
                "The rule \(minimum.id) keeps the record longer than the rule \(maximum.id) allows, and nothing decides "
                + "between them: a person must."
            return finding(.retain, minimum, maximum, sets.both(cases, rules.attachment), sentence) {
                decision in
                decision.outcome == .escalate
            }
        }
    }

    /// Limits that always end on the same day, after which different things are to happen.
    private var ends: [AnalysisFinding] {
        pairs(of: rules.rules(of: .retain)).compactMap { one, other in
            guard case .retention(let left) = one.effect, case .retention(let right) = other.effect,
                left.afterwards != right.afterwards, left.source == right.source,
                left.minimum != nil && left.minimum == right.minimum
                    || left.maximum != nil && left.maximum == right.maximum
            else { return nil }
            let sentence =
                "The rules \(one.id) and \(other.id) set the same period, but after it the one wants to "
                + "\(left.afterwards.verb) and the other to \(right.afterwards.verb); nothing decides between them."
            let cases = sets.all([rules.attachment, rules.stands(one).yes, rules.stands(other).yes])
            return finding(.retain, one, other, cases, sentence) { _ in true }
        }
    }

    private func finding(
        _ kind: DecisionKind,
        _ one: Rule,
        _ other: Rule,
        _ cases: CaseSet,
        _ sentence: String,
        _ shows: (Decision) -> Bool
    ) -> AnalysisFinding? {
        let witness = maker.witness(cases, space, kind) { decision in
            let fired = Set(decision.fired.map(\.id))
            return decision.packs == rules.packs && fired.isSuperset(of: [one.id, other.id])
                && shows(decision)
        }
        guard let witness else { return nil }
        return AnalysisFinding(
            kind: .conflict,
            decision: kind,
            asOf: maker.asOf,
            packs: [rules.packs],
            rules: [one.id, other.id],
            citations: one.citations + other.citations.filter { !one.citations.contains($0) },
            sentence: sentence,
            circumstances: [],
            witness: witness
        )
    }

    private func pairs(of rules: [Rule]) -> [(Rule, Rule)] {
        rules.indices.flatMap { place in rules[(place + 1)...].map { (rules[place], $0) } }
    }

    private static func sentence(_ one: Rule, _ other: Rule) -> String {
        "The rules \(one.id) (\(verb(one))) and \(other.id) (\(verb(other))) can stand together, and neither is an exception "
            + "to the other: a person must decide."
    }

    private static func verb(_ rule: Rule) -> String {
        if case .outcome(let outcome) = rule.effect { outcome.verb } else { "" }
    }
}
