internal import VaultModel

extension CaseSpace {
    /// A yes-or-no fact that is computed from others.
    func answer(_ derivation: FactDefinition.Derivation) -> CaseTruth {
        switch derivation {
        case .hasHappened(let day):
            let happened = truth(day) { cell in
                if case .days(let range) = cell { return range.upperBound <= asOf }
                return false
            }
            // A day that nobody knows has not come.
            return CaseTruth(yes: happened.yes, no: sets.not(happened.yes))
        case .oneOf(let fact, let members):
            return truth(fact) { cell in members.contains { cell.contains(.word($0)) } }
        case .adequacy(let fact): return adequacy(of: fact)
        case .age, .retention: return .unknown
        }
    }

    private func adequacy(of fact: String) -> CaseTruth {
        let said = said(fact)
        let decisions = rulebook.adequacy.filter { decision in
            Cell.day(decision.from) <= asOf && decision.to.map { asOf <= Cell.day($0) } ?? true
        }
        let covered = decisions.map { decision in
            let isThere = truth(fact) { $0.contains(.word(decision.destination)) }
            let scope = decision.scope.map { truth($0) { $0.contains(.yesNo(true)) } } ?? .always
            return sets.all([isThere, scope])
        }
        return sets.truth(sets.any(covered + [.never]), knownIn: said)
    }

    /// What a test says of completed years.
    func truth(ofAge from: String, _ at: String, _ test: Condition.Test) -> CaseTruth {
        let ordered = set(
            .relation(DayRelation(left: from, leftCount: .itself, right: at, rightCount: .itself))
        )
        let known = sets.all([said(from), said(at), ordered])
        func atLeast(_ years: Int) -> CaseSet {
            guard years > 0 else { return .every }
            return sets.not(
                set(
                    .relation(
                        DayRelation(
                            left: at,
                            leftCount: .itself,
                            right: from,
                            rightCount: .youngerThan(years)
                        )
                    )
                )
            )
        }
        func among(_ values: Set<FactValue>) -> CaseSet {
            let numbers = values.compactMap { value -> Int? in
                if case .number(let number) = value, number >= 0 { number } else { nil }
            }
            return sets.any(numbers.map { sets.without(atLeast($0), atLeast($0 + 1)) })
        }
        switch test {
        case .atLeast(let years): return sets.truth(sets.truth(atLeast(years)), knownIn: known)
        case .lessThan(let years): return sets.truth(sets.truth(atLeast(years)).negated, knownIn: known)
        case .oneOf(let values): return sets.truth(sets.truth(among(values)), knownIn: known)
        case .noneOf(let values): return sets.truth(sets.truth(among(values)).negated, knownIn: known)
        case .known(let isKnown): return isKnown ? sets.truth(known) : sets.truth(known).negated
        default: return .unknown
        }
    }
}
