internal import VaultModel

/// Divides the values of facts into cells, by all that a rulebook asks of them on a day.
struct CaseFacts {
    /// What is asked of one fact.
    private struct Asked {
        var sets: Set<Set<FactValue>> = []
        /// The first numbers, or days, of new cells.
        var numbers: Set<Int> = []
        var days: Set<Int32> = []
        var mayBeUnsaid = false
        var times = 0
    }

    private let rulebook: Rulebook
    private let asOf: Int32
    private var asked: [String: Asked] = [:]

    /// The facts that somebody can supply and rules ask for, those first that are asked for most often.
    private(set) var facts: [CaseFact] = []

    init(_ rulebook: Rulebook, asOf: Int32) {
        self.rulebook = rulebook
        self.asOf = asOf
        for pack in rulebook.packs.values {
            for condition in pack.attachesWhen.joined() { ask(condition) }
            for rule in pack.rules {
                for condition in rule.when.all + rule.when.any + rule.when.none { ask(condition) }
                if case .retention(let effect) = rule.effect { ask(effect) }
            }
        }
        if asked["record.class"] != nil { ask("record.class", [.word("unclassified")]) }
        facts = asked.keys.compactMap(fact).sorted { rank($0) < rank($1) }
    }

    private mutating func ask(_ condition: Condition) {
        guard let definition = rulebook.vocabulary.facts[condition.fact] else { return }
        if let derivation = definition.derivation { return ask(derivation) }
        asked[condition.fact, default: Asked()].times += 1
        switch condition.test {
        case .oneOf(let values), .noneOf(let values): ask(condition.fact, values)
        case .atLeast(let number), .lessThan(let number): asked[condition.fact]?.numbers.insert(number)
        case .before(let day), .from(let day): asked[condition.fact]?.days.insert(Cell.day(day))
        case .passed(let period), .running(let period): ask(condition.fact, period)
        case .known: asked[condition.fact]?.mayBeUnsaid = definition.otherwise == nil
        case .within(_, let other), .beyond(_, let other):
            if rulebook.vocabulary.facts[other]?.derivation == nil {
                asked[other, default: Asked()].times += 1
            }
        }
    }

    private mutating func ask(_ derivation: FactDefinition.Derivation) {
        switch derivation {
        case .age(let from, let at):
            for fact in [from, at] { asked[fact, default: Asked()].times += 1 }
        case .hasHappened(let day):
            asked[day, default: Asked()].times += 1
            asked[day]?.days.insert(asOf + 1)
            asked[day]?.mayBeUnsaid = rulebook.vocabulary.facts[day]?.otherwise == nil
        case .oneOf(let fact, let members):
            asked[fact, default: Asked()].times += 1
            ask(fact, Set(members.map { .word($0) }))
        case .adequacy(let fact):
            asked[fact, default: Asked()].times += 1
            for decision in rulebook.adequacy {
                ask(fact, [.word(decision.destination)])
                if let scope = decision.scope { asked[scope, default: Asked()].times += 1 }
            }
        case .retention: break
        }
    }

    private mutating func ask(_ effect: RetentionEffect) {
        if let fact = effect.suspendedWhile { asked[fact, default: Asked()].times += 1 }
        for limit in [effect.minimum, effect.maximum] {
            guard case .period(let period, let from) = limit else { continue }
            asked[from, default: Asked()].times += 1
            ask(from, period)
        }
    }

    private mutating func ask(_ fact: String, _ values: Set<FactValue>) {
        asked[fact]?.sets.insert(values)
        for value in values {
            switch value {
            case .day(let day): asked[fact]?.days.formUnion([Cell.day(day), Cell.day(day) + 1])
            case .number(let number): asked[fact]?.numbers.formUnion([number, number + 1])
            case .word, .yesNo: break
            }
        }
    }

    private mutating func ask(_ fact: String, _ period: Period) {
        guard let day = CaseDays.first(whose: period, reaches: asOf) else { return }
        asked[fact]?.days.insert(day)
    }

    private func fact(_ name: String) -> CaseFact? {
        guard let asked = asked[name], let definition = rulebook.vocabulary.facts[name],
            definition.derivation == nil
        else { return nil }
        let unsaid: [CaseCell] = asked.mayBeUnsaid ? [.unsaid] : []
        return CaseFact(definition: definition, cells: unsaid + cells(definition, asked))
    }

    private func cells(_ definition: FactDefinition, _ asked: Asked) -> [CaseCell] {
        switch definition.kind {
        case .yesNo: return [.values([.yesNo(false)]), .values([.yesNo(true)])]
        case .word(let words):
            let sets = Array(asked.sets)
            var groups: [[Bool]: [FactValue]] = [:]
            var order: [[Bool]] = []
            for word in words.map({ FactValue.word($0) }) {
                let mark = sets.map { $0.contains(word) }
                if groups[mark] == nil { order.append(mark) }
                groups[mark, default: []].append(word)
            }
            return order.compactMap { groups[$0].map { .values($0) } }
        case .number:
            return Self.ranges(asked.numbers, in: -1_000_000...1_000_000).map { .numbers($0) }
        case .day:
            return Self.ranges(asked.days, in: CaseDays.all).map { .days($0) }
        }
    }

    private static func ranges<Bound: BinaryInteger>(
        _ firsts: Set<Bound>,
        in all: ClosedRange<Bound>
    ) -> [ClosedRange<Bound>] where Bound.Stride: SignedInteger {
        let starts = [all.lowerBound] + firsts.filter { $0 > all.lowerBound && $0 <= all.upperBound }.sorted()
        return zip(starts, starts.dropFirst().map { $0 - 1 } + [all.upperBound]).map { $0...$1 }
    }

    /// Words before answers before numbers and days; what is asked for often before what is asked for seldom.
    private func rank(_ fact: CaseFact) -> (Int, Int, String) {
        let kind =
            switch fact.definition.kind {
            case .word: 0
            case .yesNo: 1
            case .number, .day: 2
            }
        return (kind, -(asked[fact.definition.name]?.times ?? 0), fact.definition.name)
    }
}
