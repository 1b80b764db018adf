import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: explanations and cases")
struct DecidingExplanationTests {
    private func book(_ tests: [PolicyTest] = []) -> DecidingBook {
        var book = DecidingBook()
        let retains = Rule.keeps(
            "de.retain.core",
            minimum: years(10, from: "treatment.completed"),
            [.word("record.class", "clinical_core")]
        )
        book.add(
            "de",
            country: "DE",
            rules: [
                retains,
                .states(
                    .refuse,
                    "de.erase.kept",
                    .erase,
                    [.yes("retention.running")],
                    exceptionTo: ["de.erase.ground"],
                    obligations: [Obligation(duty: "inform_subject", content: ["reason", "court_remedy"])]
                ),
                .states(.erase, "de.erase.ground", .erase, [.word("request.ground", "no_longer_needed")]),
            ],
            tests: tests
        )
        return book
    }

    private let facts: [String: FactValue] = [
        "controller.country": .word("DE"), "record.class": .word("clinical_core"),
        "treatment.completed": .day(day("2023-03-10")), "request.ground": .word("no_longer_needed"),
    ]

    private func text(_ facts: [String: FactValue], _ language: String) throws -> String {
        let book = book()
        return try Explanation(book.decide(.erase, facts), rulebook: book.rulebook, language: language).text
    }

    @Test("a page names outcome, law, what was set aside, dates, duties, remedies and packs")
    func page() throws {
        let text = try text(facts, "en")
        for part in [
            "Is this record to be erased? Decided as of 2 March 2026.", "It is not erased.",
            "It must be kept until 10 March 2033.", "Sentence of de.erase.kept until 10 March 2033.",
            "Law of de.erase.kept, 1", "Set aside by de.erase.kept", "Dates, step by step",
            "10 years end on 10 March 2033", "tell the person: the reason, how to go to court",
            "You may complain about de.", "Pack de (de), review due by 31 December 2030",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test("the sentences come in the language asked for, with its dates, or else in English with a remark")
    func languages() throws {
        #expect(try text(facts, "de").contains("Satz von de.erase.kept bis 10. März 2033."))
        let polish = try text(facts, "pl")
        #expect(polish.contains("Sentence of de.erase.kept until 10 March 2033. (in English; "))
    }

    @Test("a missing fact is named in words, with who can supply it")
    func missing() throws {
        var facts = facts
        facts["treatment.completed"] = nil
        let text = try text(facts, "en")
        #expect(
            text.contains(
                "A fact is missing: date of completion of treatment. Kept until someone supplies it."
            )
        )
        #expect(text.contains("Who can supply it: whoever keeps the course of care"))
        facts["controller.country"] = .word("FR")
        #expect(
            try self.text(facts, "en").contains(
                "A person must decide, because no law is known for these facts."
            )
        )
    }

    private func test(_ id: String, _ facts: [String: FactValue], _ expected: PolicyTest.Expectation)
        -> PolicyTest
    {
        PolicyTest(
            id: id,
            title: id,
            decision: .erase,
            asOf: day("2026-03-02"),
            facts: facts,
            expected: expected,
            place: SourcePlace(file: "tests", line: 1)
        )
    }

    @Test("cases are run, and differences told in sentences")
    func runner() {
        var open = facts
        open["treatment.completed"] = nil
        let kept = PolicyTest.Expectation(
            outcome: .refuse,
            keepUntil: day("2033-03-10"),
            fired: ["de.retain.core", "de.erase.kept"],
            defeated: ["de.erase.ground"]
        )
        let results = PolicyTestRunner.run(
            book([
                test("right", facts, kept), test("open", open, kept),
                test("image", facts.merging(["record.class": .word("radiation_examination")]) { $1 }, kept),
                test("wrong", ["nonsense": .yesNo(true)], kept),
                test("none", facts, PolicyTest.Expectation(outcome: .refuse, fired: ["de.nothing"])),
                test("asked", open, PolicyTest.Expectation(outcome: .escalate, missing: ["record.class"])),
            ]).rulebook
        )
        #expect(results.map(\.passed) == [true, false, false, false, false, false])
        #expect(
            results[1].differences == [
                "expected refuse, got escalate (A fact is missing: date of completion of treatment)",
                "expected keep_until 2033-03-10, got none",
                "rule de.erase.kept did not fire because what the retention rules say is unknown",
                "rule de.retain.core did not fire because treatment.completed is unknown",
                "rule de.erase.ground may be set aside by de.erase.kept, of which it is not known whether it holds",
            ]
        )
        #expect(
            results[2].differences.contains(
                "rule de.retain.core did not fire because record.class is radiation_examination"
            )
        )
        #expect(
            results[3].differences == ["the facts cannot be taken: the vocabulary has no fact `nonsense`"]
        )
        #expect(results[4].differences == ["there is no rule de.nothing"])
        #expect(
            results[5].differences == ["record.class was expected to be missing, but is known: clinical_core"]
        )
    }
}
