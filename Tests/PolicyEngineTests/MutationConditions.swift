import PolicyEngine
import VaultModel

/// The conditions of a rule, each removed, turned round, narrowed or moved by one.
struct MutationConditions {
    typealias Change = (what: String, conditions: Conditions)

    /// The lists of the vocabulary.
    ///
    /// A rule has only their names, so that it cannot lose one of their words; see ``MutationList``.
    let lists: Set<Set<FactValue>>

    func changes(of when: Conditions) -> [Change] {
        changes("all", when.all) { Conditions(all: $0, any: when.any, none: when.none) }
            + changes("any", when.any) { Conditions(all: when.all, any: $0, none: when.none) }
            + changes("none", when.none) { Conditions(all: when.all, any: when.any, none: $0) }
    }

    private func changes(
        _ name: String,
        _ list: [Condition],
        _ make: ([Condition]) -> Conditions
    ) -> [Change] {
        list.enumerated().flatMap { place, condition in
            var rest = list
            rest.remove(at: place)
            let others = others(than: condition.test).map { what, test in
                var changed = list
                changed[place] = Condition(fact: condition.fact, test: test)
                return (what: "\(name) \(condition.fact): \(what)", conditions: make(changed))
            }
            return [(what: "\(name) \(condition.fact): removed", conditions: make(rest))] + others
        }
    }

    private func others(than test: Condition.Test) -> [(String, Condition.Test)] {
        switch test {
        case .oneOf(let values): [("negated", .noneOf(values))] + smaller(values) { .oneOf($0) }
        case .noneOf(let values): [("negated", .oneOf(values))] + smaller(values) { .noneOf($0) }
        case .atLeast(let number):
            [("negated", .lessThan(number))] + moved(number) { .atLeast($0) }
        case .lessThan(let number):
            [("negated", .atLeast(number))] + moved(number) { .lessThan($0) }
        case .before(let day): [("negated", .from(day))] + moved(day) { .before($0) }
        case .from(let day): [("negated", .before(day))] + moved(day) { .from($0) }
        case .within(let period, let of):
            [("negated", .beyond(period, of: of))] + moved(period) { .within($0, of: of) }
        case .beyond(let period, let of):
            [("negated", .within(period, of: of))] + moved(period) { .beyond($0, of: of) }
        case .passed(let period): [("negated", .running(period))] + moved(period) { .passed($0) }
        case .running(let period): [("negated", .passed(period))] + moved(period) { .running($0) }
        case .known(let isKnown): [("negated", .known(!isKnown))]
        }
    }

    private func smaller(
        _ values: Set<FactValue>,
        _ make: (Set<FactValue>) -> Condition.Test
    ) -> [(String, Condition.Test)] {
        guard values.count > 1, !lists.contains(values) else { return [] }
        return values.map { ("without \($0.name)", make(values.subtracting([$0]))) }.sorted {
            $0.0 < $1.0
        }
    }

    private func moved(
        _ number: Int,
        _ make: (Int) -> Condition.Test
    ) -> [(String, Condition.Test)] {
        [-1, 1].map { ("\(number + $0)", make(number + $0)) }
    }

    private func moved(_ day: Day, _ make: (Day) -> Condition.Test) -> [(String, Condition.Test)] {
        MutationSteps.neighbours(of: day).map { ("\($0)", make($0)) }
    }

    private func moved(
        _ period: Period,
        _ make: (Period) -> Condition.Test
    ) -> [(String, Condition.Test)] {
        MutationSteps.neighbours(of: period).map { ("\($0)", make($0)) }
    }
}
