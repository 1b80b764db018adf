import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: erasure")
struct DecidingErasureTests {
    private static let book: DecidingBook = {
        var book = DecidingBook()
        book.add(
            "eu",
            country: nil,
            rules: [
                .states(.erase, "eu.erase.ground", .erase, [.word("request.ground", "no_longer_needed")]),
                .states(
                    .refuse,
                    "eu.erase.kept_by_law",
                    .erase,
                    [.yes("retention.running"), .word("retention.source", "statute")],
                    exceptionTo: ["eu.erase.ground"]
                ),
                .states(
                    .refuse,
                    "eu.erase.hold",
                    .erase,
                    [.yes("hold.claim_open")],
                    exceptionTo: ["eu.erase.ground"]
                ),
                .make(
                    "eu.respond.request",
                    .respond,
                    .deadline(
                        Deadline(
                            period: Period(1, .month),
                            from: "request.received",
                            counting: .eu1182,
                            extensionBy: Period(2, .month),
                            noticeOfExtension: "request.extension_notice"
                        )
                    )
                ),
            ]
        )
        book.add(
            "de",
            country: "DE",
            extends: ["eu"],
            rules: [
                .keeps(
                    "de.retain.core",
                    minimum: years(10, from: "treatment.completed"),
                    [.word("record.class", "clinical_core")]
                ),
                .keeps(
                    "de.retain.genetic",
                    minimum: years(10, from: "treatment.completed"),
                    maximum: years(10, from: "treatment.completed"),
                    [.word("record.class", "genetic_result")]
                ),
                .states(
                    .erase,
                    "de.erase.revoked",
                    .erase,
                    [.word("record.class", "genetic_result"), .yes("consent.revoked")],
                    exceptionTo: ["eu.erase.kept_by_law", "de.retain.genetic"]
                ),
            ]
        )
        return book
    }()

    private static let request: [String: FactValue] = [
        "controller.country": .word("DE"), "record.class": .word("clinical_core"),
        "request.kind": .word("erasure"), "request.received": .day(day("2026-03-02")),
        "request.ground": .word("no_longer_needed"), "treatment.completed": .day(day("2023-03-10")),
    ]

    @Test("E-01: a running period refuses, with its end and the day for the answer")
    func running() throws {
        let decision = try Self.book.decide(.erase, Self.request)
        #expect(decision.outcome == .refuse)
        #expect(decision.keepUntil?.day == day("2033-03-10"))
        #expect(decision.due?.day == day("2026-04-02"))
        #expect(decision.restrictsUse)
        #expect(
            decision.fired.map(\.id) == ["eu.erase.kept_by_law", "de.retain.core", "eu.respond.request"]
        )
        #expect(decision.defeated.map(\.rule.id) == ["eu.erase.ground"])
        #expect(decision.defeated.map(\.by) == [["eu.erase.kept_by_law"]])
        #expect(decision.missing.isEmpty)
        #expect(decision.assumed == ["hold.claim_open"] || !decision.assumed.contains("treatment.completed"))
        #expect(decision.packs == ["de", "eu"])
    }

    @Test("the last day of the period still refuses, the next day erases")
    func boundary() throws {
        #expect(try Self.book.decide(.erase, Self.request, on: "2033-03-10").outcome == .refuse)
        let next = try Self.book.decide(.erase, Self.request, on: "2033-03-11")
        #expect(next.outcome == .erase)
        #expect(next.keepUntil == nil)
        #expect(next.fired.map(\.id).contains("eu.erase.ground"))
    }

    @Test("a missing day of treatment leaves it to a person and names only that fact")
    func missing() throws {
        var facts = Self.request
        facts["treatment.completed"] = nil
        let decision = try Self.book.decide(.erase, facts)
        #expect(decision.outcome == .escalate)
        #expect(decision.missing == ["treatment.completed"])
        #expect(decision.needsConfirmation)
        #expect(decision.due?.day == day("2026-04-02"))
    }

    @Test("a hold refuses even when other facts are missing")
    func hold() throws {
        var facts = Self.request
        facts["treatment.completed"] = nil
        facts["hold.claim_open"] = .yesNo(true)
        let decision = try Self.book.decide(.erase, facts)
        #expect(decision.outcome == .refuse)
        #expect(decision.missing.isEmpty)
        #expect(decision.keepUntil == nil)
        #expect(decision.undecided.contains("eu.erase.kept_by_law"))
    }

    @Test("E-05: an exception sets the refusal and the retention rule aside; a missing fact leaves it open")
    func exception() throws {
        var facts = Self.request
        facts["record.class"] = .word("genetic_result")
        facts["request.ground"] = FactValue.word("none")
        let open = try Self.book.decide(.erase, facts)
        #expect(open.outcome == .escalate)
        #expect(open.missing == ["consent.revoked"])
        facts["consent.revoked"] = .yesNo(true)
        let decision = try Self.book.decide(.erase, facts)
        #expect(decision.outcome == .erase)
        #expect(decision.defeated.map(\.rule.id).contains("de.retain.genetic"))
        facts["consent.revoked"] = .yesNo(false)
        #expect(try Self.book.decide(.erase, facts).outcome == .refuse)
    }

    @Test("two standing rules that disagree stop, and both are named")
    func contradiction() throws {
        var facts = Self.request
        facts["record.class"] = .word("genetic_result")
        facts["consent.revoked"] = .yesNo(true)
        facts["hold.claim_open"] = .yesNo(true)
        let decision = try Self.book.decide(.erase, facts)
        #expect(decision.outcome == .escalate)
        #expect(decision.missing.isEmpty)
        #expect(
            decision.reasons == [
                "Rules contradict each other: de.erase.revoked says erase, eu.erase.hold says refuse"
            ]
        )
    }

    @Test("without a ground nothing is erased")
    func noGround() throws {
        var facts = Self.request
        facts["request.ground"] = FactValue.word("none")
        let decision = try Self.book.decide(.erase, facts, on: "2040-01-01")
        #expect(decision.outcome == .refuse)
        #expect(decision.reasons == ["No ground for erasure was stated"])
        #expect(!decision.restrictsUse)
    }

    @Test("facts under which no law is known, or which law is not known, go to a person")
    func noLaw() throws {
        var facts = Self.request
        facts["controller.country"] = nil
        let open = try Self.book.decide(.erase, facts)
        #expect((open.outcome, open.missing) == (.escalate, ["controller.country"]))
        facts["controller.country"] = .word("FR")
        let none = try Self.book.decide(.erase, facts)
        #expect((none.outcome, none.missing) == (.escalate, []))
        #expect(none.reasons == ["No law is known for these facts"])
    }

    @Test("an extension counts from the same beginning when the notice came in time")
    func extended() throws {
        var facts = Self.request
        facts["request.received"] = .day(day("2026-03-10"))
        facts["request.extension_notice"] = .day(day("2026-04-08"))
        #expect(try Self.book.decide(.erase, facts, on: "2026-04-09").due?.day == day("2026-06-10"))
        facts["request.extension_notice"] = .day(day("2026-04-13"))
        #expect(try Self.book.decide(.respond, facts, on: "2026-04-14").due?.day == day("2026-04-10"))
        facts["request.received"] = nil
        let open = try Self.book.decide(.respond, facts)
        #expect((open.outcome, open.missing) == (.escalate, ["request.received"]))
    }

    @Test("a record without a class goes to a person")
    func unclassified() throws {
        var facts = Self.request
        facts["record.class"] = .word("unclassified")
        let decision = try Self.book.decide(.erase, facts)
        #expect(decision.outcome == .escalate)
        #expect(decision.missing == ["record.class"])
    }
}
