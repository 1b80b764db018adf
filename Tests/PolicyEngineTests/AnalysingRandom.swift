import PolicyEngine
import VaultModel

/// Small random rulebooks whose cases can all be asked about.
enum AnalysingRandom {
    static let facts: [FactDefinition] = [
        DecidingBook.word("controller.country", ["DE", "FR"], .organisation),
        DecidingBook.word("fact.w", ["x", "y", "z"], .record),
        DecidingBook.fact("fact.a", .yesNo, .record, "a"),
        DecidingBook.fact("fact.b", .yesNo, .record, "b", nil, .yesNo(false)),
        DecidingBook.fact("fact.k", .yesNo, .record, "k"),
        DecidingBook.fact("day.a", .day, .episode, "day a"),
        DecidingBook.fact("day.b", .day, .episode, "day b"),
        DecidingBook.fact("past", .yesNo, .derived, "past", .hasHappened("day.b")),
        DecidingBook.fact("years", .number, .derived, "years", .age(from: "day.a", at: "day.b")),
        DecidingBook.fact("retention.running", .yesNo, .derived, "running", .retention),
        DecidingBook.fact("retention.overdue", .yesNo, .derived, "overdue", .retention),
        DecidingBook.fact(
            "retention.source",
            .word(["statute", "bylaw", "contract", "guidance", "house"]),
            .derived,
            "source",
            .retention
        ),
    ]

    /// The lengths of all periods, in years.
    static let lengths = [2, 6]

    static func book(seed: UInt64) -> DecidingBook {
        var random = DecidingRandom(seed: seed &* 7919 &+ 11)
        var book = DecidingBook()
        book.facts = facts
        var all: [Rule] = []
        for (pack, country) in [("p0", nil), ("p1", "DE")] as [(String, String?)] {
            var rules: [Rule] = []
            for (number, kind) in [
                DecisionKind.erase, .retain, .rectify, .disclose, .erase, .retain, .transfer, .erase,
            ]
            .enumerated()
            where random.chance(85) {
                let targets = (all + rules).filter { $0.decision == kind && random.chance(25) }.map(\.id)
                let when = Conditions(
                    all: conditions(2, &random),
                    any: random.chance(25) ? conditions(2, &random) : [],
                    none: random.chance(25) ? conditions(1, &random) : []
                )
                rules.append(.make("\(pack).r\(number)", kind, effect(kind, &random), when, targets, "scc"))
            }
            all += rules
            book.add(pack, country: country, extends: pack == "p0" ? [] : ["p0"], rules: rules)
        }
        return book
    }

    private static func conditions(_ limit: Int, _ random: inout DecidingRandom) -> [Condition] {
        (0..<Int.random(in: 0...limit, using: &random)).map { _ in condition(&random) }
    }

    private static func condition(_ random: inout DecidingRandom) -> Condition {
        let period = Period(lengths.randomElement(using: &random) ?? 2, .year)
        let isTrue = random.chance(50)
        switch Int.random(in: 0..<13, using: &random) {
        case 0, 1: return .yes("fact.a", isTrue)
        case 2, 3: return .yes("fact.b", isTrue)
        case 4, 5:
            let words = Set(["x", "y", "z"].filter { _ in random.chance(50) }.map { FactValue.word($0) })
            return Condition(fact: "fact.w", test: isTrue ? .oneOf(words) : .noneOf(words))
        case 6: return Condition(fact: "fact.k", test: .known(isTrue))
        case 7: return Condition(fact: "day.a", test: isTrue ? .passed(period) : .running(period))
        case 8:
            let test = isTrue ? Condition.Test.within(period, of: "day.a") : .beyond(period, of: "day.a")
            return Condition(fact: "day.b", test: test)
        case 9: return Condition(fact: "years", test: isTrue ? .atLeast(2) : .lessThan(6))
        case 10: return .yes("past", isTrue)
        case 11: return .yes(random.chance(50) ? "retention.running" : "retention.overdue", isTrue)
        default:
            return Condition(
                fact: "retention.source",
                test: isTrue ? .oneOf([.word("statute")]) : .noneOf([.word("statute")])
            )
        }
    }

    private static func effect(_ kind: DecisionKind, _ random: inout DecidingRandom) -> Effect {
        guard kind == .retain else {
            let stated = Outcome.stated(by: kind).sorted { $0.rawValue < $1.rawValue }.prefix(
                kind == .erase ? 4 : 9
            )
            return .outcome(stated.randomElement(using: &random) ?? .escalate)
        }
        func limit() -> RetentionEffect.Limit {
            if random.chance(10) { return .unlimited }
            let length = lengths.randomElement(using: &random) ?? 2
            return years(length, from: random.chance(50) ? "day.a" : "day.b")
        }
        let minimum = random.chance(75) ? limit() : nil
        let maximum = minimum == nil ? years(6, from: "day.a") : nil
        return .retention(
            RetentionEffect(
                minimum: minimum,
                maximum: maximum,
                source: random.chance(50) ? .statute : .house,
                afterwards: .free,
                suspendedWhile: random.chance(15) ? "fact.b" : nil
            )
        )
    }
}
