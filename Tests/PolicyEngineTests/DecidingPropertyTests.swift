import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: properties over random rulebooks and facts")
struct DecidingPropertyTests {
    private let asOf = day("2026-03-02")

    @Test("the fast path agrees, and the order of packs, rules and facts does not matter: 10,000 fact sets")
    func agreement() throws {
        var random = DecidingRandom(seed: 1)
        for _ in 0..<200 {
            let book = random.book()
            let (engine, turned) = (book.engine, reordered(book).engine)
            for _ in 0..<50 {
                let values = random.facts(60)
                let facts = try engine.facts(values)
                let others = try turned.facts(values)
                let asked = random.chance(20) ? DecisionKind.allCases : [.disclose, .erase]
                for kind in asked {
                    let decision = engine.decide(kind, facts, asOf: asOf)
                    #expect(engine.outcome(kind, facts, asOf: asOf) == decision.outcome)
                    #expect(turned.decide(kind, others, asOf: asOf) == decision)
                }
            }
        }
    }

    @Test("a further deny never turns a deny into a permit: 10,000 fact sets")
    func monotone() throws {
        var random = DecidingRandom(seed: 2)
        var denied = 0
        for _ in 0..<200 {
            let book = random.book()
            for _ in 0..<5 {
                let (kind, more) = withFurtherDeny(book, &random)
                let (before, after) = (book.engine, more.engine)
                for _ in 0..<10 {
                    let facts = try before.facts(random.facts(70))
                    guard before.outcome(kind, facts, asOf: asOf) == .deny else { continue }
                    denied += 1
                    let outcome = after.outcome(kind, facts, asOf: asOf)
                    #expect(outcome == .deny || outcome == .escalate)
                }
            }
        }
        #expect(denied > 1000)
    }

    @Test("what is decided with some facts missing stays so, however they turn out")
    func sound() throws {
        var random = DecidingRandom(seed: 3)
        for _ in 0..<200 {
            let engine = random.book(asksKnown: false).engine
            for _ in 0..<8 {
                let values = random.facts(55)
                for kind in DecisionKind.allCases {
                    let decision = try engine.decide(kind, engine.facts(values), asOf: asOf)
                    guard decision.outcome != .escalate else { continue }
                    for _ in 0..<3 {
                        let whole = random.facts(100).merging(values) { _, stated in stated }
                        let later = try engine.decide(kind, engine.facts(whole), asOf: asOf)
                        #expect(isSame(later, decision), "\(decision) \(later) \(whole)")
                    }
                }
            }
        }
    }

    @Test("what is missing can change the result, and when it is supplied nothing more is asked for ever")
    func missing() throws {
        var random = DecidingRandom(seed: 4)
        var (asked, settled) = (0, 0)
        for _ in 0..<200 {
            let engine = random.book(asksKnown: false).engine
            for _ in 0..<8 {
                for kind in DecisionKind.allCases {
                    var values = random.facts(50)
                    var rounds = 0
                    var decision = try engine.decide(kind, engine.facts(values), asOf: asOf)
                    if !decision.missing.isEmpty { asked += 1 }
                    while !decision.missing.isEmpty {
                        #expect(decision.outcome == .escalate)
                        for name in decision.missing {
                            #expect(values[name] == nil)
                            let fact = DecidingRandom.facts.first { $0.name == name }
                            values[name] = fact.flatMap { random.value(of: $0) }
                        }
                        rounds += 1
                        #expect(rounds < 14)
                        decision = try engine.decide(kind, engine.facts(values), asOf: asOf)
                    }
                    if decision.outcome != .escalate { settled += 1 }
                    #expect(
                        decision.outcome != .escalate || !decision.reasons.isEmpty,
                        "\(decision) \(values)"
                    )
                }
            }
        }
        #expect(asked > 1000 && settled > 1000)
    }

    @Test("an escalation for missing facts can come out in more than one way when they are supplied")
    func relevant() throws {
        var random = DecidingRandom(seed: 5)
        var (open, moved) = (0, 0)
        for _ in 0..<50 {
            let engine = random.book(asksKnown: false).engine
            for _ in 0..<10 {
                let values = random.facts(60)
                for kind in [DecisionKind.disclose, .erase, .retain, .transfer, .rectify] {
                    let decision = try engine.decide(kind, engine.facts(values), asOf: asOf)
                    guard !decision.missing.isEmpty else { continue }
                    open += 1
                    let outcomes = try (0..<16).map { _ in
                        let whole = random.facts(100).merging(values) { _, stated in stated }
                        let later = try engine.decide(kind, engine.facts(whole), asOf: asOf)
                        return "\(later.outcome) \(later.keepUntil?.day.description ?? "")"
                    }
                    if Set(outcomes).count > 1 { moved += 1 }
                }
            }
        }
        // Rules are looked at one by one, so some escalations ask for facts that together cannot matter.
        #expect(moved * 10 > open * 7, "\(moved) of \(open)")
    }

    /// The same answer; a permit may gain conditions when facts become known, and a period may be over or not begin.
    private func isSame(_ later: Decision, _ earlier: Decision) -> Bool {
        let permits: Set<Outcome> = [.permit, .permitWithConditions]
        if permits.isSuperset(of: [later.outcome, earlier.outcome]) { return true }
        guard later.outcome == earlier.outcome else { return false }
        return earlier.kind != .retain
            || (later.keepUntil == earlier.keepUntil && later.keepsForever == earlier.keepsForever
                && later.destroyAfter == earlier.destroyAfter)
    }

    private func reordered(_ book: DecidingBook) -> DecidingBook {
        var other = DecidingBook()
        other.facts = book.facts.reversed()
        for (id, pack) in book.packs.sorted(by: { $0.key > $1.key }) {
            let country = ["p1": "DE", "p2": "FR"][id]
            other.add(id, country: country, extends: pack.extends, rules: pack.rules.reversed())
        }
        return other
    }

    private func withFurtherDeny(
        _ book: DecidingBook,
        _ random: inout DecidingRandom
    ) -> (DecisionKind, DecidingBook) {
        let kind = random.chance(50) ? DecisionKind.disclose : .transfer
        let pack = ["p0", "p1", "p2"].randomElement(using: &random) ?? "p0"
        let all = book.packs.values.flatMap(\.rules).sorted { $0.id < $1.id }
        let drawn = random.rule("\(pack).further", kind, before: all, asksKnown: true)
        let further = Rule.make(drawn.id, kind, .outcome(.deny), drawn.when, drawn.exceptionTo)
        var more = book
        let country = ["p1": "DE", "p2": "FR"][pack]
        let rules = (book.packs[pack]?.rules ?? []) + [further]
        more.add(pack, country: country, extends: pack == "p0" ? [] : ["p0"], rules: rules)
        return (kind, more)
    }
}
