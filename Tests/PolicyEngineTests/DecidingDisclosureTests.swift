import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: disclosure, transfer, rectification, notices")
struct DecidingDisclosureTests {
    private static let care: [Condition] = [
        .word("purpose", "treatment"), .yes("actor.secrecy_duty"), .yes("actor.treats_subject"),
    ]
    private static let reader: [String: FactValue] = [
        "controller.country": .word("DE"), "purpose": .word("treatment"), "actor.secrecy_duty": .yesNo(true),
        "actor.treats_subject": .yesNo(true), "restriction.active": .yesNo(false),
    ]

    private func book(_ more: [Rule] = [], german: [Rule] = []) -> DecidingBook {
        var book = DecidingBook()
        book.add(
            "eu",
            country: nil,
            rules: [
                .states(.permit, "eu.disclose.care", .disclose, Self.care),
                .states(.deny, "eu.disclose.restricted", .disclose, [.yes("restriction.active")]),
            ] + more
        )
        book.add("de", country: "DE", extends: ["eu"], rules: german)
        return book
    }

    @Test("a deny wins; without a permit it is denied; a missing fact goes to a person only where it matters")
    func overrides() throws {
        let book = book()
        #expect(try book.decide(.disclose, Self.reader).outcome == .permit)
        var facts = Self.reader
        facts["restriction.active"] = nil
        let open = try book.decide(.disclose, facts)
        #expect((open.outcome, open.missing) == (.escalate, ["restriction.active"]))
        facts["restriction.active"] = .yesNo(true)
        facts["actor.treats_subject"] = nil
        let denied = try book.decide(.disclose, facts)
        #expect((denied.outcome, denied.missing) == (.deny, []))
        facts["restriction.active"] = nil
        facts["actor.secrecy_duty"] = .yesNo(false)
        #expect(try book.decide(.disclose, facts).outcome == .deny)
        facts["actor.secrecy_duty"] = .yesNo(true)
        #expect(try book.decide(.disclose, facts).missing == ["actor.treats_subject", "restriction.active"])
    }

    @Test("every attached pack that has rules must permit; conditions carry over")
    func packwise() throws {
        #expect(try book().decide(.disclose, Self.reader).outcome == .permit)
        let billing = [Condition.word("purpose", "billing")]
        let strict = book(german: [.states(.permit, "de.disclose.billing", .disclose, billing)])
        #expect(try strict.decide(.disclose, Self.reader).outcome == .deny)
        let conditional = book(german: [
            .states(.permitWithConditions, "de.disclose.care", .disclose, Self.care)
        ])
        #expect(try conditional.decide(.disclose, Self.reader).outcome == .permitWithConditions)
    }

    @Test("what a permit asks for is not asked for when a deny wins")
    func obligations() throws {
        let log = Obligation(duty: "inform_subject", content: ["reason"])
        let permit = Rule.states(.permit, "de.disclose.x", .disclose, Self.care, obligations: [log])
        let book = book(german: [permit])
        #expect(try book.decide(.disclose, Self.reader).obligations == [log])
        var facts = Self.reader
        facts["restriction.active"] = .yesNo(true)
        let denied = try book.decide(.disclose, facts)
        #expect(denied.obligations.isEmpty)
        #expect(Explanation(denied, rulebook: book.rulebook).text.contains("What holds, but does not decide"))
    }

    @Test("an unknown permit does not matter where something else permits")
    func unknownPermit() throws {
        let consent = [Condition.yes("consent.revoked", false)]
        let book = book([.states(.permit, "eu.disclose.consent", .disclose, consent)])
        #expect(try book.decide(.disclose, Self.reader).outcome == .permit)
        var facts = Self.reader
        facts["purpose"] = .word("billing")
        let open = try book.decide(.disclose, facts)
        #expect((open.outcome, open.missing) == (.escalate, ["consent.revoked"]))
    }

    @Test("a rule outside of its dates does not count, not even as a rule that its pack has")
    func dates() throws {
        let later = Rule.make("de.disclose.later", .disclose, .outcome(.deny), from: day("2029-03-26"))
        let book = book(german: [later])
        #expect(try book.decide(.disclose, Self.reader).outcome == .permit)
        #expect(try book.decide(.disclose, Self.reader, on: "2029-03-26").outcome == .deny)
    }

    @Test("a rule may leave it to a person; a deny beside it still wins")
    func statedEscalation() throws {
        let stated = Rule.states(.escalate, "de.disclose.ask", .disclose, [.word("purpose", "treatment")])
        let decision = try book(german: [stated]).decide(.disclose, Self.reader)
        #expect(decision.outcome == .escalate)
        #expect(decision.reasons == ["The law leaves it to a person (de.disclose.ask)"])
        var facts = Self.reader
        facts["restriction.active"] = .yesNo(true)
        #expect(try book(german: [stated]).decide(.disclose, facts).outcome == .deny)
    }

    @Test("circles of exceptions, which the loader refuses, still give an answer")
    func circle() throws {
        let book = book([
            .states(.permit, "eu.disclose.x", .disclose, Self.care, exceptionTo: ["eu.disclose.y"]),
            .states(.deny, "eu.disclose.y", .disclose, Self.care, exceptionTo: ["eu.disclose.x"]),
        ])
        #expect(try book.decide(.disclose, Self.reader).outcome == .escalate)
    }

    @Test("X-07: an adequacy decision counts on its days and in its scope; bases have an order")
    func transfer() throws {
        var book = DecidingBook()
        let citation = Citation(law: "Decision", article: "1")
        book.adequacy = [
            AdequacyDecision(
                destination: "GB",
                decision: "2021/1772",
                from: day("2021-06-28"),
                to: day("2031-12-27"),
                scope: nil,
                citation: citation
            ),
            AdequacyDecision(
                destination: "US",
                decision: "2023/1795",
                from: day("2023-07-10"),
                to: nil,
                scope: "recipient.listed",
                citation: citation
            ),
        ]
        let scc = [Condition.yes("transfer.scc")]
        book.add(
            "eu",
            country: "DE",
            rules: [
                .states(
                    .permit,
                    "eu.transfer.adequacy",
                    .transfer,
                    [.yes("destination.adequate")],
                    basis: "adequacy"
                ),
                .states(.permitWithConditions, "eu.transfer.scc", .transfer, scc, basis: "scc"),
            ]
        )
        var facts: [String: FactValue] = [
            "controller.country": .word("DE"), "destination.country": .word("GB"),
        ]
        let permitted = try book.decide(.transfer, facts, on: "2031-12-27")
        #expect((permitted.outcome, permitted.basis) == (.permit, "adequacy"))
        #expect(permitted.citations.contains(citation))
        #expect(try book.decide(.transfer, facts, on: "2031-12-28").outcome == .deny)
        facts["destination.country"] = .word("US")
        #expect(try book.decide(.transfer, facts).missing == ["recipient.listed"])
        facts["transfer.scc"] = .yesNo(true)
        let conditional = try book.decide(.transfer, facts)
        #expect((conditional.outcome, conditional.basis) == (.permitWithConditions, "scc"))
        facts["recipient.listed"] = .yesNo(true)
        #expect(try book.decide(.transfer, facts).basis == "adequacy")
    }

    @Test("of several ways to correct the one that preserves most is taken")
    func rectify() throws {
        var book = DecidingBook()
        book.add(
            "de",
            country: "DE",
            rules: [
                .states(.overwriteOK, "de.rectify.agreed", .rectify, [.yes("consent.revoked", false)]),
                .states(.addendum, "de.rectify.file", .rectify, [.word("record.class", "clinical_core")]),
            ]
        )
        var facts: [String: FactValue] = [
            "controller.country": .word("DE"), "consent.revoked": .yesNo(false),
        ]
        #expect(try book.decide(.rectify, facts).missing == ["record.class"])
        facts["record.class"] = .word("clinical_core")
        #expect(try book.decide(.rectify, facts).outcome == .addendum)
        facts["consent.revoked"] = nil
        #expect(try book.decide(.rectify, facts).outcome == .addendum)
        facts["record.class"] = .word("genetic_result")
        facts["consent.revoked"] = .yesNo(true)
        let none = try book.decide(.rectify, facts)
        #expect(
            (none.outcome, none.reasons) == (.escalate, ["No rule says how this record may be corrected"])
        )
    }

    @Test("notices are a set, with hours that never move")
    func notices() throws {
        var book = DecidingBook()
        let hours = Deadline(period: Period(72, .hour), from: "breach.aware", counting: .hours)
        book.add(
            "eu",
            country: "DE",
            rules: [
                .make(
                    "eu.notify.authority",
                    .notify,
                    .tasks([NotificationTask(who: "supervisory_authority", by: hours)])
                ),
                .make(
                    "eu.notify.people",
                    .notify,
                    .tasks([NotificationTask(who: "data_subjects", by: nil)]),
                    Conditions(all: [.yes("breach.high_risk")])
                ),
            ]
        )
        var facts: [String: FactValue] = [
            "controller.country": .word("DE"), "breach.aware": .day(day("2026-04-03")),
            "breach.high_risk": .yesNo(true),
        ]
        let decision = try book.decide(.notify, facts)
        #expect(decision.outcome == .due)
        #expect(decision.tasks.map(\.who) == ["supervisory_authority", "data_subjects"])
        #expect(decision.tasks.map { $0.by?.day } == [day("2026-04-06"), nil])
        #expect(decision.due?.day == day("2026-04-06"))
        facts["breach.high_risk"] = nil
        let open = try book.decide(.notify, facts)
        #expect((open.outcome, open.missing, open.tasks.count) == (.escalate, ["breach.high_risk"], 1))
    }

    @Test("a contested rule and a pack past its review ask for a person")
    func confirmation() throws {
        #expect(try !book().decide(.disclose, Self.reader).needsConfirmation)
        #expect(try book().decide(.disclose, Self.reader, on: "2031-01-01").needsConfirmation)
        let contested = Rule.states(.permit, "de.disclose.x", .disclose, Self.care, confidence: .contested)
        let decision = try book(german: [contested]).decide(.disclose, Self.reader)
        #expect(
            (decision.outcome, decision.confirmations) == (.permit, ["The rule de.disclose.x is contested"])
        )
    }
}
