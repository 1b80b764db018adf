import PolicyEngine
import VaultModel

/// What the engine says in every case of a small rulebook.
struct AnalysingCensus {
    private(set) var fired: Set<String> = []
    private(set) var defeated: Set<String> = []
    /// Pairs of rules of erasure that stood together with different outcomes, while no rule asked for a person.
    private(set) var erasures: Set<Set<String>> = []
    private(set) var hasContradictoryPeriods = false
    /// Kinds and packs for which no rule of the kind stood or might have stood.
    private(set) var silent: Set<String> = []

    init(_ book: DecidingBook, asOf: Day, kinds: [DecisionKind]) throws {
        let engine = book.engine
        for values in Self.cases(asOf) {
            let facts = try engine.facts(values)
            for kind in kinds { note(engine.decide(kind, facts, asOf: asOf), engine.rulebook) }
        }
    }

    private mutating func note(_ decision: Decision, _ rulebook: Rulebook) {
        let own = decision.fired.filter { $0.decision == decision.kind }
        fired.formUnion(own.map(\.id))
        defeated.formUnion(decision.defeated.map(\.rule).filter { $0.decision == decision.kind }.map(\.id))
        let kinds = Dictionary(uniqueKeysWithValues: rulebook.rules.map { ($0.id, $0.decision) })
        let open = decision.undecided.filter { kinds[$0] == decision.kind }
        // A permit of a transfer with a basis decides; all permits here have one.
        if own.isEmpty, open.isEmpty, !decision.packs.isEmpty {
            silent.insert("\(decision.kind) \(decision.packs)")
        }
        if decision.kind == .retain {
            hasContradictoryPeriods =
                hasContradictoryPeriods || decision.reasons.contains { $0.contains("longer than") }
        }
        guard decision.kind == .erase, !own.contains(where: { $0.outcome == .escalate }),
            !open.contains(where: { id in
                rulebook.rules.contains { $0.id == id && $0.effect == .outcome(.escalate) }
            })
        else { return }
        for (place, one) in own.enumerated() {
            for other in own[(place + 1)...] where one.outcome != other.outcome {
                erasures.insert([one.id, other.id])
            }
        }
    }

    /// Every case that rules can tell apart: the days on both sides of each that matters.
    private static func cases(_ asOf: Day) -> [[String: FactValue]] {
        let edges = [2, 4, 6, 8, 12].map { years in
            Day(year: asOf.year - years, month: asOf.month, day: asOf.day) ?? asOf
        }
        let days = edges.flatMap { [Day(daysSinceEpoch: $0.daysSinceEpoch - 1), $0] }
        let firsts = days.map { Optional($0) }
        let later = [30, 365 * 5, 365 * 13].map { Optional(Day(daysSinceEpoch: asOf.daysSinceEpoch + $0)) }
        let seconds = [nil] + firsts + later
        var cases: [[String: FactValue]] = []
        for first in firsts {
            for second in seconds {
                for number in 0..<24 {
                    var facts: [String: FactValue] = [
                        "controller.country": .word("DE"),
                        "fact.w": .word(["x", "y", "z"][number % 3]),
                        "fact.a": .yesNo(number / 3 % 2 == 0),
                        "fact.b": .yesNo(number / 6 % 2 == 0),
                    ]
                    if number / 12 == 0 { facts["fact.k"] = .yesNo(true) }
                    facts["day.a"] = first.map { .day($0) }
                    facts["day.b"] = second.map { .day($0) }
                    cases.append(facts)
                }
            }
        }
        return cases
    }
}
