extension CaseLimits {
    /// The cases in which missing facts could still change what the retention rules say.
    var open: CaseSet {
        let late = unsureMinima.map { one in
            let isAfterMaximum = maxima.map {
                sets.both(sets.both($0.stands.yes, ends($0)), isBefore($0, one))
            }
            return sets.both(outlasts(one), sets.either(latestReaches(one), sets.any(isAfterMaximum)))
        }
        return sets.any(late + unsureMaxima.map(undercuts))
    }

    /// The cases in which missing facts could still move the end of the minimum.
    var endOpen: CaseSet { sets.any(unsureMinima.map(outlasts)) }

    /// Minima of which somebody may not know whether they stand, or when they end.
    private var unsureMinima: [CaseLimit] { minima.filter { !unsure($0).isEmpty } }

    private var unsureMaxima: [CaseLimit] { maxima.filter { !unsure($0).isEmpty } }

    private func unsure(_ limit: CaseLimit) -> CaseSet {
        let known = sets.either(limit.suspended.yes, sets.both(limit.suspended.no, limit.said))
        let isSure = limit.isUnlimited ? limit.stands.yes : sets.both(limit.stands.yes, known)
        return sets.not(sets.either(limit.stands.no, isSure))
    }

    /// The cases in which an unsure minimum may end after every minimum that stands.
    private func outlasts(_ one: CaseLimit) -> CaseSet {
        minima.reduce(unsure(one)) { cases, other in
            let both = sets.both(cases, other.stands.yes)
            guard !both.isEmpty else { return cases }
            return sets.without(cases, sets.without(both, isEarliest(of: other, belowLatestOf: one)))
        }
    }

    /// The cases in which the earliest end of a standing minimum is below the latest end of another.
    private func isEarliest(of one: CaseLimit, belowLatestOf other: CaseLimit) -> CaseSet {
        if one.isUnlimited { return .none }
        if other.isUnlimited { return .every }
        let plain = sets.either(sets.not(one.said), isEarlier(one, other))
        return sets.without(sets.either(endsSomeDay(other), plain), one.suspended.yes)
    }

    /// The cases in which the latest end of a minimum is no day that can be computed.
    private func endsSomeDay(_ minimum: CaseLimit) -> CaseSet {
        sets.either(sets.not(minimum.suspended.no), sets.not(minimum.said))
    }

    private func latestReaches(_ minimum: CaseLimit) -> CaseSet {
        minimum.isUnlimited ? .every : sets.either(endsSomeDay(minimum), reaches(minimum))
    }

    /// The cases in which a maximum with an end is below the latest end of a minimum.
    private func isBefore(_ maximum: CaseLimit, _ minimum: CaseLimit) -> CaseSet {
        minimum.isUnlimited ? .every : sets.either(endsSomeDay(minimum), isEarlier(maximum, minimum))
    }

    /// The cases in which an unsure maximum may end before every maximum that stands.
    private func undercuts(_ one: CaseLimit) -> CaseSet {
        maxima.reduce(sets.without(unsure(one), one.suspended.yes)) { cases, other in
            let both = sets.all([cases, other.stands.yes, ends(other), one.said])
            guard !both.isEmpty else { return cases }
            return sets.without(cases, sets.without(both, isEarlier(one, other)))
        }
    }
}
