internal import VaultModel

/// The minima and maxima of the retention rules of some packs, and how their ends compare.
struct CaseLimits {
    /// A rule, the cases in which its limit stands, and in which of those it is suspended.
    private struct Limit {
        let rule: Rule
        let effect: RetentionEffect
        let limit: RetentionEffect.Limit
        let stands: CaseSet
        let suspended: CaseSet
    }

    private let space: CaseSpace
    private var minima: [Limit] = []
    private var maxima: [Limit] = []
    /// The cases in which of every rule it is known whether it stands, and when it ends.
    private(set) var certain = CaseSet.every

    init(_ rules: CaseRules) {
        space = rules.space
        for rule in rules.rules(of: .retain) {
            guard case .retention(let effect) = rule.effect else { continue }
            let stands = rules.stands(rule)
            let suspended =
                effect.suspendedWhile.map { space.truth($0) { $0.contains(.yesNo(true)) } } ?? .never
            var isSure = [stands.yes, space.sets.either(suspended.yes, suspended.no)]
            for limit in [effect.minimum, effect.maximum] {
                if case .period(_, let from) = limit { isSure.append(space.said(from)) }
            }
            certain = space.sets.both(certain, space.sets.either(stands.no, space.sets.all(isSure)))
            if let limit = effect.minimum {
                minima.append(
                    Limit(
                        rule: rule,
                        effect: effect,
                        limit: limit,
                        stands: stands.yes,
                        suspended: suspended.yes
                    )
                )
            }
            if let limit = effect.maximum, limit != .unlimited {
                let open = space.sets.without(stands.yes, suspended.yes)
                maxima.append(Limit(rule: rule, effect: effect, limit: limit, stands: open, suspended: .none))
            }
        }
    }

    /// The cases in which the record has a class.
    var classified: CaseSet {
        space.sets.not(space.truth("record.class") { $0.contains(.word("unclassified")) }.yes)
    }

    /// The cases in which a minimum runs.
    var running: CaseSet {
        space.sets.any(
            minima.map { space.sets.both($0.stands, space.sets.either($0.suspended, reaches($0.limit))) }
        )
    }

    /// The cases in which a maximum is over.
    var overdue: CaseSet { space.sets.any(maxima.map(over)) }

    /// The pairs of a minimum and a maximum that ends earlier, with the cases.
    var contradictions: [(minimum: Rule, maximum: Rule, cases: CaseSet)] {
        let sets = space.sets
        let unlimited = sets.any(minima.filter { $0.limit == .unlimited }.map(\.stands))
        let suspended = sets.any(
            minima.filter { $0.limit != .unlimited }.map { sets.both($0.stands, $0.suspended) }
        )
        return minima.flatMap { low in
            maxima.compactMap { high in
                let stand = sets.both(low.stands, high.stands)
                guard !stand.isEmpty else { return nil }
                if low.limit == .unlimited { return (low.rule, high.rule, stand) }
                let stopped = sets.all([stand, low.suspended, over(high), sets.not(unlimited)])
                let plain = sets.without(stand, sets.any([unlimited, suspended]))
                let later =
                    plain.isEmpty ? CaseSet.none : sets.without(plain, ends(low.limit, notAfter: high.limit))
                return (low.rule, high.rule, sets.either(stopped, later))
            }
        }.filter { !$0.cases.isEmpty }
    }

    /// The cases in which a source gives the latest end of a minimum, or shares it with weaker sources.
    func isGiven(by source: RetentionEffect.Source) -> CaseSet {
        let sets = space.sets
        let own = minima.filter { $0.effect.source == source }
        let others = minima.filter { $0.effect.source != source }
        return sets.any(
            own.map { one in
                others.reduce(one.stands) { cases, other in
                    let both = sets.both(cases, other.stands)
                    guard !both.isEmpty else { return cases }
                    let isWeaker = other.effect.source < source
                    let beaten = isWeaker ? sets.not(reach(other, one)) : reach(one, other)
                    return sets.both(cases, sets.either(sets.not(other.stands), beaten))
                }
            }
        )
    }

    /// The cases in which one standing minimum does not end before another.
    private func reach(_ one: Limit, _ other: Limit) -> CaseSet {
        if one.limit == .unlimited { return .every }
        if other.limit == .unlimited { return .none }
        let later = ends(other.limit, notAfter: one.limit)
        let sets = space.sets
        return sets.either(one.suspended, sets.without(later, other.suspended))
    }

    private func over(_ limit: Limit) -> CaseSet { space.sets.without(limit.stands, reaches(limit.limit)) }

    /// The cases in which a limit does not end before the day of the decision.
    private func reaches(_ limit: RetentionEffect.Limit) -> CaseSet {
        switch limit {
        case .unlimited: .every
        case .period(let period, let from):
            space.truth(from, from: CaseDays.first(whose: period, reaches: space.asOf)).yes
        }
    }

    private func ends(_ one: RetentionEffect.Limit, notAfter other: RetentionEffect.Limit) -> CaseSet {
        guard case .period(let left, let leftFact) = one, case .period(let right, let rightFact) = other
        else {
            return other == .unlimited ? .every : .none
        }
        if leftFact == rightFact, let isShorter = left.isKnown(notLongerThan: right) {
            return isShorter ? .every : .none
        }
        return space.set(
            .relation(
                DayRelation(
                    left: leftFact,
                    leftCount: .end(left),
                    right: rightFact,
                    rightCount: .end(right)
                )
            )
        )
    }
}
