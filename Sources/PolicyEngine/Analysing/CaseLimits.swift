internal import VaultModel

/// The minima and maxima of the retention rules of some packs, and how their ends compare.
///
/// It says of all cases at once what ``LatestMinimumEarliestMaximum`` says of one.
struct CaseLimits {
    let space: CaseSpace
    let minima: [CaseLimit]
    let maxima: [CaseLimit]
    var sets: CaseSets { space.sets }

    init(_ rules: CaseRules) {
        space = rules.space
        var minima: [CaseLimit] = []
        var maxima: [CaseLimit] = []
        for rule in rules.rules(of: .retain) {
            guard case .retention(let effect) = rule.effect else { continue }
            if let limit = effect.minimum { minima.append(CaseLimit(rule, effect, limit, rules)) }
            if let limit = effect.maximum, limit != .unlimited {
                maxima.append(CaseLimit(rule, effect, limit, rules))
            }
        }
        self.minima = minima
        self.maxima = maxima
    }

    /// The cases in which the record has a class.
    var classified: CaseSet {
        sets.not(space.truth("record.class") { $0.contains(.word("unclassified")) }.yes)
    }

    /// The cases in which a minimum runs.
    var running: CaseSet { sets.any(minima.map(runs)) }

    /// The cases in which a maximum is over.
    var overdue: CaseSet { sets.any(maxima.map(over)) }

    /// The pairs of a minimum and a maximum that ends earlier, with the cases.
    var contradictions: [(minimum: Rule, maximum: Rule, cases: CaseSet)] {
        let unlimited = sets.any(minima.filter(\.isUnlimited).map(\.stands.yes))
        let stopped = sets.any(
            minima.filter { !$0.isUnlimited }.map { sets.both($0.stands.yes, $0.suspended.yes) }
        )
        return minima.flatMap { low in
            maxima.compactMap { high in
                let stand = sets.all([low.stands.yes, high.stands.yes, ends(high)])
                guard !stand.isEmpty else { return nil }
                if low.isUnlimited { return (low.rule, high.rule, stand) }
                let late = sets.without(sets.all([stand, low.suspended.yes, over(high)]), unlimited)
                let plain = sets.without(sets.both(stand, low.said), sets.either(unlimited, stopped))
                return (low.rule, high.rule, sets.either(late, sets.both(plain, isEarlier(high, low))))
            }
        }.filter { !$0.cases.isEmpty }
    }

    /// The cases in which a source is what the duty to keep comes from.
    ///
    /// While minima run, the strongest of their sources; afterwards that of the latest, or the strongest of several.
    func isGiven(by source: RetentionEffect.Source) -> CaseSet {
        let stronger = minima.filter { $0.effect.source < source }
        let own = minima.filter { $0.effect.source == source }
        let runningNow = sets.without(sets.any(own.map(runs)), sets.any(stronger.map(runs)))
        let others = minima.filter { $0.effect.source != source }
        let latest = sets.any(
            own.map { one in
                others.reduce(sets.both(one.stands.yes, hasEnd(one))) { cases, other in
                    let both = sets.all([cases, other.stands.yes, hasEnd(other)])
                    guard !both.isEmpty else { return cases }
                    let beaten =
                        other.effect.source < source
                        ? isBelow(other, one) : sets.not(isBelow(one, other))
                    return sets.without(cases, sets.without(both, beaten))
                }
            }
        )
        return sets.either(runningNow, sets.without(latest, running))
    }

    // MARK: Comparing

    /// The cases in which the earliest end of one standing minimum is below the earliest end of another that has one.
    private func isBelow(_ one: CaseLimit, _ other: CaseLimit) -> CaseSet {
        if one.isUnlimited { return .none }
        if other.isUnlimited { return .every }
        let plain = sets.without(sets.either(sets.not(one.said), isEarlier(one, other)), one.suspended.yes)
        return sets.either(
            sets.without(other.suspended.yes, one.suspended.yes),
            sets.without(plain, other.suspended.yes)
        )
    }

    /// The cases in which one limit ends before another, by days that are known.
    func isEarlier(_ one: CaseLimit, _ other: CaseLimit) -> CaseSet {
        guard case .period(let left, let leftFact) = one.limit,
            case .period(let right, let rightFact) = other.limit
        else { return .none }
        if leftFact == rightFact, let isReached = right.isKnown(notLongerThan: left) {
            return isReached ? .none : .every
        }
        let notAfter = space.set(
            .relation(
                DayRelation(
                    left: rightFact,
                    leftCount: .end(right),
                    right: leftFact,
                    rightCount: .end(left)
                )
            )
        )
        return sets.not(notAfter)
    }

    /// The cases in which a limit does not end before the day of the decision, by days that are known.
    func reaches(_ limit: CaseLimit) -> CaseSet {
        switch limit.limit {
        case .unlimited: .every
        case .period(let period, let from):
            space.truth(from, from: CaseDays.first(whose: period, reaches: space.asOf)).yes
        }
    }

    /// The cases in which a maximum has an end.
    func ends(_ maximum: CaseLimit) -> CaseSet { sets.both(maximum.suspended.no, maximum.said) }

    private func hasEnd(_ minimum: CaseLimit) -> CaseSet { sets.either(minimum.said, minimum.suspended.yes) }

    private func runs(_ minimum: CaseLimit) -> CaseSet {
        sets.both(minimum.stands.yes, sets.either(minimum.suspended.yes, reaches(minimum)))
    }

    private func over(_ maximum: CaseLimit) -> CaseSet {
        sets.without(sets.both(maximum.stands.yes, ends(maximum)), reaches(maximum))
    }
}
