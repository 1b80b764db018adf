import PolicyEngine
import VaultModel

/// Random rulebooks and facts from a seed.
struct DecidingRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// The facts of random rulebooks; `known` is asked only of the last one.
    static let words = ["x", "y", "z"]
    static let facts: [FactDefinition] = [
        DecidingBook.word("controller.country", ["DE", "FR", "NL"], .organisation),
        DecidingBook.fact("fact.a", .yesNo, .record, "a"), DecidingBook.fact("fact.b", .yesNo, .record, "b"),
        DecidingBook.fact("fact.c", .yesNo, .record, "c"), DecidingBook.fact("fact.d", .yesNo, .record, "d"),
        DecidingBook.word("fact.w", words, .record), DecidingBook.fact("fact.n", .number, .record, "n"),
        DecidingBook.fact("day.a", .day, .episode, "day a"),
        DecidingBook.fact("day.b", .day, .episode, "day b"),
        DecidingBook.fact("request.received", .day, .request, "received"),
        DecidingBook.fact("years", .number, .derived, "years", .age(from: "day.a", at: "day.b")),
        DecidingBook.fact("retention.running", .yesNo, .derived, "running", .retention),
        DecidingBook.fact("retention.overdue", .yesNo, .derived, "overdue", .retention),
        DecidingBook.fact("fact.k", .yesNo, .record, "k"),
    ]

    /// A value for a fact that somebody supplies.
    mutating func value(of fact: FactDefinition) -> FactValue? {
        guard fact.source != .derived else { return nil }
        switch fact.kind {
        case .yesNo: return .yesNo(chance(50))
        case .day: return .day(Day(daysSinceEpoch: Int64.random(in: 15_000...21_000, using: &self)))
        case .number: return .number(Int.random(in: 0...4, using: &self))
        case .word(let list): return list.randomElement(using: &self).map { .word($0) }
        }
    }

    /// Facts of which each is stated with a chance.
    mutating func facts(_ percent: Int) -> [String: FactValue] {
        var values: [String: FactValue] = [:]
        for fact in Self.facts where chance(fact.name == "controller.country" ? 95 : percent) {
            values[fact.name] = value(of: fact)
        }
        return values
    }

    mutating func condition(asksKnown: Bool) -> Condition {
        let fact = Self.facts.dropFirst().dropLast().randomElement(using: &self) ?? Self.facts[1]
        if asksKnown, chance(10) { return Condition(fact: "fact.k", test: .known(chance(50))) }
        switch fact.kind {
        case .yesNo:
            return Condition(fact: fact.name, test: .oneOf([.yesNo(chance(50))]))
        case .word(let list):
            let some = Set(list.filter { _ in chance(50) }.map { FactValue.word($0) })
            return Condition(fact: fact.name, test: chance(50) ? .oneOf(some) : .noneOf(some))
        case .number:
            let number = Int.random(in: 0...4, using: &self)
            return Condition(fact: fact.name, test: chance(50) ? .atLeast(number) : .lessThan(number))
        case .day:
            let period = Period(Int.random(in: 1...12, using: &self), .year)
            switch Int.random(in: 0..<5, using: &self) {
            case 0: return Condition(fact: fact.name, test: .passed(period))
            case 1: return Condition(fact: fact.name, test: .running(period))
            case 2: return Condition(fact: fact.name, test: .within(period, of: "day.b"))
            case 3: return Condition(fact: fact.name, test: .beyond(period, of: "day.a"))
            default: return Condition(fact: fact.name, test: .before(day("2020-01-01")))
            }
        }
    }

    private mutating func conditions(_ limit: Int, asksKnown: Bool) -> [Condition] {
        (0..<Int.random(in: 0...limit, using: &self)).map { _ in condition(asksKnown: asksKnown) }
    }

    private mutating func limit() -> RetentionEffect.Limit? {
        switch Int.random(in: 0..<10, using: &self) {
        case 0: return .unlimited
        case 1...3: return nil
        default: return years(Int.random(in: 1...20, using: &self), from: chance(50) ? "day.a" : "day.b")
        }
    }

    mutating func effect(_ kind: DecisionKind) -> Effect {
        switch kind {
        case .retain:
            let maximum = chance(15) ? years(Int.random(in: 10...30, using: &self), from: "day.a") : nil
            return .retention(
                RetentionEffect(
                    minimum: limit(),
                    maximum: maximum,
                    source: RetentionEffect.Source.allCases.randomElement(using: &self) ?? .statute,
                    afterwards: .free,
                    suspendedWhile: chance(10) ? "fact.d" : nil
                )
            )
        case .respond:
            let period = Period(Int.random(in: 1...40, using: &self), .day)
            return .deadline(Deadline(period: period, from: "request.received", counting: .eu1182))
        case .notify:
            let deadline = Deadline(period: Period(72, .hour), from: "day.a", counting: .hours)
            return .tasks([NotificationTask(who: "data_subjects", by: chance(50) ? deadline : nil)])
        default:
            let stated = Outcome.stated(by: kind).sorted { $0.rawValue < $1.rawValue }
                .filter { $0 != .escalate || chance(20) }
            return .outcome(stated.randomElement(using: &self) ?? .escalate)
        }
    }

    /// A rule; it may set aside some of the rules before it.
    mutating func rule(_ id: String, _ kind: DecisionKind, before: [Rule], asksKnown: Bool) -> Rule {
        let same = before.filter { $0.decision == kind }.map(\.id)
        let targets = same.filter { _ in chance(12) }
        let hasBasis = kind == .transfer && chance(70)
        let when = Conditions(
            all: conditions(2, asksKnown: asksKnown),
            any: chance(30) ? conditions(2, asksKnown: asksKnown) : [],
            none: chance(30) ? conditions(1, asksKnown: asksKnown) : []
        )
        return .make(id, kind, effect(kind), when, targets, hasBasis ? "scc" : nil)
    }

    /// A rulebook of three packs, of which the first attaches with the others.
    mutating func book(asksKnown: Bool = true) -> DecidingBook {
        var book = DecidingBook()
        book.facts = Self.facts
        var all: [Rule] = []
        for (pack, country) in [("p0", nil), ("p1", "DE"), ("p2", "FR")] as [(String, String?)] {
            var rules: [Rule] = []
            for number in 0..<14 {
                let kind = DecisionKind.allCases[number % 7]
                guard chance(80) else { continue }
                rules.append(rule("\(pack).r\(number)", kind, before: all + rules, asksKnown: asksKnown))
            }
            all += rules
            book.add(pack, country: country, extends: pack == "p0" ? [] : ["p0"], rules: rules)
        }
        return book
    }
}
