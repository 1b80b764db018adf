internal import VaultModel

/// All cases that the facts of a rulebook allow on a day, and what conditions say of them.
///
/// What can be computed from facts is followed back to them. A comparison of two days is a variable of its own; whether
/// several of them fit together is found out by ``DaySolver`` when days are looked for.
final class CaseSpace {
    /// A variable that no cell of a fact answers.
    enum Link: Hashable {
        /// A comparison of two days.
        case relation(DayRelation)
        /// A condition on a day that only the engine computes; it is taken to be free.
        case free(Condition)
    }

    let rulebook: Rulebook
    let asOf: Int32
    let sets = CaseSets()
    let facts: [CaseFact]
    private let numbers: [String: Int]
    private var linkNumbers: [Link: Int] = [:]
    /// The variables behind the facts.
    private(set) var links: [Link] = []

    init(_ rulebook: Rulebook, asOf: Day) {
        self.rulebook = rulebook
        self.asOf = Cell.day(asOf)
        facts = CaseFacts(rulebook, asOf: Cell.day(asOf)).facts
        var numbers: [String: Int] = [:]
        for fact in facts { numbers[fact.definition.name] = sets.add(cells: fact.cells.count) }
        self.numbers = numbers
    }

    /// The fact of a variable, or `nil` for a link.
    func fact(_ variable: Int) -> CaseFact? { variable < facts.count ? facts[variable] : nil }

    /// The variable of a fact that rules ask for.
    func variable(of fact: String) -> Int? { numbers[fact] }

    /// What a variable behind the facts stands for.
    func link(_ variable: Int) -> Link? {
        variable >= facts.count ? links[variable - facts.count] : nil
    }

    /// Whether a condition holds.
    ///
    /// - Parameter retention: What the retention rules say; `nil` where they have not been asked.
    func truth(of condition: Condition, _ retention: CaseRetention?) -> CaseTruth {
        guard let definition = rulebook.vocabulary.facts[condition.fact] else { return .unknown }
        switch (definition.derivation, condition.test) {
        case (_, .within(let period, let other)):
            return within(condition, period, other, definition)
        case (_, .beyond(let period, let other)):
            return within(condition, period, other, definition).negated
        case (nil, _): return truth(of: condition.fact, condition.test)
        case (.age(let from, let at), let test): return truth(ofAge: from, at, test)
        case (.retention, let test): return retention?.truth(of: condition, test) ?? truth(ofUnknown: test)
        case (let derivation?, let test): return apply(test, to: answer(derivation))
        }
    }

    /// What a test says of an answer of yes or no.
    func apply(_ test: Condition.Test, to answer: CaseTruth) -> CaseTruth {
        switch test {
        case .oneOf(let values):
            let (yes, no) = (values.contains(.yesNo(true)), values.contains(.yesNo(false)))
            return CaseTruth(
                yes: sets.either(yes ? answer.yes : .none, no ? answer.no : .none),
                no: sets.either(yes ? .none : answer.yes, no ? .none : answer.no)
            )
        case .noneOf(let values): return apply(.oneOf(values), to: answer).negated
        case .known(let isKnown):
            let known = sets.truth(sets.either(answer.yes, answer.no))
            return isKnown ? known : known.negated
        default: return .unknown
        }
    }

    /// The cases in which somebody has said a fact.
    func said(_ fact: String) -> CaseSet {
        guard let variable = numbers[fact] else { return .none }
        return sets.set(variable, facts[variable].marks { $0 != .unsaid })
    }

    /// The cases in which a fact has a cell with a property; what nobody has said is unknown.
    func truth(_ fact: String, _ holds: (CaseCell) -> Bool) -> CaseTruth {
        guard let variable = numbers[fact] else { return .unknown }
        return CaseTruth(
            yes: sets.set(variable, facts[variable].marks { $0 != .unsaid && holds($0) }),
            no: sets.set(variable, facts[variable].marks { $0 != .unsaid && !holds($0) })
        )
    }

    /// Whether a day fact is on a day or later.
    func truth(_ fact: String, from day: Int32?) -> CaseTruth {
        truth(fact) { cell in
            if case .days(let range) = cell, let day { return range.lowerBound >= day }
            return false
        }
    }

    /// The cases in which a comparison of days holds.
    func set(_ link: Link) -> CaseSet {
        let variable = linkNumbers[link] ?? sets.add(cells: 2)
        if linkNumbers.updateValue(variable, forKey: link) == nil { links.append(link) }
        return sets.set(variable, [false, true])
    }

    private func truth(of fact: String, _ test: Condition.Test) -> CaseTruth {
        switch test {
        case .oneOf(let values):
            return truth(fact) { cell in values.contains { cell.contains($0) } }
        case .noneOf(let values): return truth(of: fact, .oneOf(values)).negated
        case .atLeast(let number):
            return truth(fact) { cell in
                if case .numbers(let range) = cell { return range.lowerBound >= number }
                return false
            }
        case .lessThan(let number): return truth(of: fact, .atLeast(number)).negated
        case .from(let day): return truth(fact, from: Cell.day(day))
        case .before(let day): return truth(fact, from: Cell.day(day)).negated
        case .running(let period):
            return truth(fact, from: CaseDays.first(whose: period, reaches: asOf))
        case .passed(let period): return truth(of: fact, .running(period)).negated
        case .known(let isKnown):
            let known = sets.truth(said(fact))
            return isKnown ? known : known.negated
        case .within, .beyond: return .unknown
        }
    }

    private func within(
        _ condition: Condition,
        _ period: Period,
        _ other: String,
        _ definition: FactDefinition
    ) -> CaseTruth {
        guard definition.derivation == nil, rulebook.vocabulary.facts[other]?.derivation == nil else {
            let plain = Condition(fact: condition.fact, test: .within(period, of: other))
            return sets.truth(set(.free(plain)))
        }
        let relation = DayRelation(
            left: condition.fact,
            leftCount: .itself,
            right: other,
            rightCount: .end(period)
        )
        let known = sets.both(said(condition.fact), said(other))
        return sets.truth(sets.truth(set(.relation(relation))), knownIn: known)
    }

    /// What a test says of a fact that is unknown.
    private func truth(ofUnknown test: Condition.Test) -> CaseTruth {
        if case .known(let isKnown) = test { return isKnown ? .never : .always }
        return .unknown
    }
}
