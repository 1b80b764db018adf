import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: retention")
struct DecidingRetentionTests {
    private func decide(
        _ rules: [Rule],
        _ facts: [String: FactValue],
        on asOf: String = "2026-03-02"
    ) throws -> Decision {
        var book = DecidingBook()
        book.add("de", country: "DE", rules: rules)
        return try book.decide(
            .retain,
            facts.merging(["controller.country": .word("DE")]) { given, _ in given },
            on: asOf
        )
    }

    @Test("the latest minimum of all packs counts, and its rule is named by the date")
    func latest() throws {
        var book = DecidingBook()
        book.add(
            "de",
            country: "DE",
            rules: [.keeps("de.a", minimum: years(10, from: "treatment.completed"))]
        )
        book.add(
            "house",
            country: "DE",
            rules: [.keeps("house.a", minimum: years(12, from: "treatment.completed"), source: .house)]
        )
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "treatment.completed": .day(day("2020-02-29")),
        ]
        let decision = try book.decide(.retain, facts)
        #expect((decision.outcome, decision.keepUntil?.day) == (.keep, day("2032-02-29")))
        #expect(try book.decide(.retain, facts, on: "2032-03-01").outcome == .noDuty)
    }

    @Test("E-13: a rule that replaces another shortens; while it is unknown a person decides")
    func replaces() throws {
        let rules: [Rule] = [
            .keeps("de.a", minimum: years(20, from: "care.last_seen")),
            .keeps(
                "de.b",
                minimum: years(10, from: "subject.death"),
                [Condition(fact: "subject.death", test: .within(Period(10, .year), of: "care.last_seen"))],
                exceptionTo: ["de.a"]
            ),
        ]
        var facts: [String: FactValue] = [
            "care.last_seen": .day(day("2017-09-01")), "subject.death": .day(day("2020-01-15")),
        ]
        #expect(try decide(rules, facts).keepUntil?.day == day("2030-01-15"))
        facts["subject.death"] = nil
        let open = try decide(rules, facts)
        #expect((open.outcome, open.missing) == (.escalate, ["subject.death"]))
    }

    @Test("E-19: a maximum that is over orders destruction; one to come is told")
    func maximum() throws {
        let rules: [Rule] = [.keeps("de.a", maximum: years(12, from: "subject.death"))]
        let facts: [String: FactValue] = ["subject.death": .day(day("2013-10-01"))]
        let decision = try decide(rules, facts)
        #expect((decision.outcome, decision.destroyAfter?.day) == (.mustDestroy, day("2025-10-01")))
        let before = try decide(rules, facts, on: "2025-10-01")
        #expect((before.outcome, before.destroyAfter?.day) == (.noDuty, day("2025-10-01")))
        #expect(try decide(rules, [:]).missing == ["subject.death"])
    }

    @Test("X-18: a minimum after a maximum goes to a person with both rules named")
    func conflict() throws {
        let rules: [Rule] = [
            .keeps("de.max", maximum: years(12, from: "subject.death")),
            .keeps("de.min", minimum: years(30, from: "care.last_seen")),
        ]
        let decision = try decide(
            rules,
            ["subject.death": .day(day("2012-01-01")), "care.last_seen": .day(day("2011-05-05"))]
        )
        #expect(decision.outcome == .escalate)
        #expect(
            decision.reasons == ["The rule de.min keeps the record longer than the rule de.max allows"]
        )
    }

    @Test("a minimum and a maximum of the same day keep until then and destroy afterwards")
    func same() throws {
        let rules: [Rule] = [
            .keeps(
                "de.a",
                minimum: years(10, from: "exposure.date"),
                maximum: years(10, from: "exposure.date")
            )
        ]
        let facts: [String: FactValue] = ["exposure.date": .day(day("2024-06-01"))]
        #expect(try decide(rules, facts, on: "2034-06-01").outcome == .keep)
        #expect(try decide(rules, facts, on: "2034-06-02").outcome == .mustDestroy)
    }

    @Test("a suspended period does not end")
    func suspended() throws {
        let rules: [Rule] = [
            .keeps(
                "de.a",
                minimum: years(10, from: "exposure.date"),
                maximum: years(10, from: "exposure.date"),
                suspendedWhile: "restriction.active"
            )
        ]
        var facts: [String: FactValue] = [
            "exposure.date": .day(day("2001-06-01")), "restriction.active": .yesNo(true),
        ]
        let decision = try decide(rules, facts)
        #expect(
            (decision.outcome, decision.keepUntil, decision.suspendedBy) == (
                .keep, nil, ["restriction.active"]
            )
        )
        facts["restriction.active"] = nil
        #expect(try decide(rules, facts).missing == ["restriction.active"])
        facts["restriction.active"] = .yesNo(false)
        #expect(try decide(rules, facts).outcome == .mustDestroy)
    }

    @Test("what must be kept for ever needs no other fact; a maximum beside it collides")
    func unlimited() throws {
        let rules: [Rule] = [
            .keeps("de.a", minimum: .unlimited), .keeps("de.b", minimum: years(10, from: "exposure.date")),
        ]
        let decision = try decide(rules, [:])
        #expect((decision.outcome, decision.keepsForever, decision.missing) == (.keep, true, []))
        let more = rules + [.keeps("de.c", maximum: years(10, from: "exposure.date"))]
        #expect(try decide(more, ["exposure.date": .day(day("2020-01-01"))]).outcome == .escalate)
        #expect(try decide(more, [:]).missing == ["exposure.date"])
    }

    @Test("a rule that may hold but ends earlier changes nothing, one that ends later does")
    func unknownRule() throws {
        let condition = [Condition.yes("consent.revoked")]
        let facts: [String: FactValue] = ["exposure.date": .day(day("2020-01-01"))]
        let shorter: [Rule] = [
            .keeps("de.a", minimum: years(10, from: "exposure.date")),
            .keeps("de.b", minimum: years(8, from: "exposure.date"), condition),
        ]
        #expect(try decide(shorter, facts).keepUntil?.day == day("2030-01-01"))
        let longer: [Rule] = [
            .keeps("de.a", minimum: years(10, from: "exposure.date")),
            .keeps("de.b", minimum: years(11, from: "exposure.date"), condition),
        ]
        #expect(try decide(longer, facts).missing == ["consent.revoked"])
        // When both would be over, it does not matter which one holds.
        #expect(try decide(longer, facts, on: "2040-01-01").outcome == .noDuty)
    }

    @Test("E-04: years of life; the age picks the rule, and both days are asked for")
    func ages() throws {
        let isMinor = Condition(fact: "subject.age_at_exposure", test: .lessThan(18))
        let isAdult = Condition(fact: "subject.age_at_exposure", test: .atLeast(18))
        let rules: [Rule] = [
            .keeps("de.minor", minimum: .period(Period(28, .yearOfLife), from: "subject.birth"), [isMinor]),
            .keeps("de.adult", minimum: years(10, from: "exposure.date"), [isAdult]),
        ]
        var facts: [String: FactValue] = [
            "subject.birth": .day(day("2015-08-15")), "exposure.date": .day(day("2022-01-10")),
        ]
        #expect(try decide(rules, facts).keepUntil?.day == day("2043-08-14"))
        facts["subject.birth"] = nil
        #expect(try decide(rules, facts).missing == ["subject.birth"])
        facts["exposure.date"] = nil
        #expect(try decide(rules, facts).missing == ["exposure.date", "subject.birth"])
    }
}
