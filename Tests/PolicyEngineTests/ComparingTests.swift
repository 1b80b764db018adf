import PolicyEngine
import Testing
import VaultModel

@Suite("Comparing: rulebooks and decisions")
struct ComparingTests {
    private let old = LoadingBook.good
    private let longer = LoadingBook.good.replacing("minimum: 10 years", "minimum: 30 years")

    private func rulebook(_ book: LoadingBook) throws -> Rulebook {
        let loaded = book.load()
        #expect(loaded.problems.map(\.description) == [])
        return try #require(loaded.rulebook)
    }

    private func compare(_ one: LoadingBook, _ other: LoadingBook) throws -> RulebookComparison {
        RulebookComparison(try rulebook(one), try rulebook(other))
    }

    @Test("the same rules are the same, wherever they stand in the file")
    func same() throws {
        #expect(try compare(old, old).isEmpty)
        let moved = old.replacing("rules:\n  - id: de.retain.core", "\n\nrules:\n\n  - id: de.retain.core")
        #expect(try compare(old, moved).isEmpty)
    }

    @Test("a changed period is told in words, with the law, and nothing else")
    func changedPeriod() throws {
        let comparison = try compare(old, longer)
        let change = try #require(comparison.changes.first)
        #expect(comparison.changes.count == 1 && comparison.others.isEmpty)
        #expect(change.kind == .changed && change.rule == "de.retain.core" && change.decision == .retain)
        #expect(change.citations.map(\.article) == ["§ 630f(3)"])
        #expect(change.parts.map(\.heading) == ["What follows"])
        #expect(
            change.parts[0].before == [
                "keep at least until 10 years after the day on which the treatment was completed"
            ]
        )
        #expect(
            change.parts[0].after == [
                "keep at least until 30 years after the day on which the treatment was completed"
            ]
        )
    }

    @Test("conditions, law and confidence; rules that come and go; lists and packs")
    func others() throws {
        let changed =
            old.replacing("confidence: settled", "confidence: majority")
            .replacing("article: § 630f(3)", "article: § 630f(4)")
            .replacing("{in: [clinical_core, imaging]}", "{is: clinical_core}")
            .replacing("review_by: 2027-05-31", "review_by: 2028-05-31")
            .replacing(
                "[clinical_core, imaging, genetic_result]",
                "[clinical_core, imaging, genetic_result, nursing]",
                in: "vocabulary.yaml"
            )
        let comparison = try compare(old, changed)
        #expect(comparison.changes.map(\.rule) == ["de.retain.core"])
        #expect(comparison.changes.first?.parts.map(\.heading) == ["When", "Law", "How sure"])
        #expect(
            comparison.others == [
                "the pack de changes its review (by 2027-05-31 -> by 2028-05-31)",
                "the fact record.class is defined otherwise",
                "the list record_classes changes: +nursing",
            ]
        )
        let renamed = LoadingBook(
            texts: old.texts.mapValues { $0.replacing("de.erase.kept", with: "de.erase.held") }
        )
        #expect(try compare(old, renamed).changes.map(\.kind) == [.added, .removed])
    }

    @Test("the same facts under both: outcome, end and words; nothing where nothing changes")
    func decisions() throws {
        let engines = (PolicyEngine(try rulebook(old)), PolicyEngine(try rulebook(longer)))
        let comparer = DecisionComparer(engines.0, engines.1)
        func change(_ completed: String?, _ kind: DecisionKind = .retain) throws -> DecisionChange? {
            var facts: [String: FactValue] = [
                "controller.country": .word("DE"), "record.class": .word("clinical_core"),
                "request.ground": .word("unlawful"),
            ]
            facts["treatment.completed"] = completed.map { .day(day($0)) }
            return comparer.change(
                kind,
                try engines.0.facts(facts),
                try engines.1.facts(facts),
                asOf: day("2026-03-02")
            )
        }
        let running = try #require(try change("2023-03-10"))
        #expect(running.before.sentence == "kept until the end of 10 years (§ 630f(3) BGB)")
        #expect(running.after.sentence == "kept until the end of 30 years (§ 630f(3) BGB)")
        #expect(!running.becomesDue)
        let over = try #require(try change("2012-03-10"))
        #expect(over.before.sentence == "kept no longer, since the end of 10 years (§ 630f(3) BGB)")
        #expect(over.before.outcome == .noDuty && over.after.outcome == .keep)
        // Both are over, but not on the same day; with a day or without, a missing one stays missing.
        #expect(
            try change("1990-03-10")?.after.sentence
                == "kept no longer, since the end of 30 years (§ 630f(3) BGB)"
        )
        #expect(try change(nil) == nil)
        let erased = try #require(try change("2012-03-10", .erase))
        #expect(erased.before.words == "it is to be erased" && erased.after.words == "it is not erased")
        #expect(erased.needsPerson, "the rule that keeps it is contested")
        #expect(try change("2023-03-10", .erase) == nil)
        let back = DecisionComparer(engines.1, engines.0)
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "record.class": .word("clinical_core"),
            "treatment.completed": .day(day("2012-03-10")),
        ]
        let due = back.change(
            .retain,
            try engines.1.facts(facts),
            try engines.0.facts(facts),
            asOf: day("2026-03-02")
        )
        #expect(due?.becomesDue == true)
    }

    @Test("a rule that is only less sure is told where a person is needed now")
    func confirmation() throws {
        let contested = old.replacing("confidence: settled", "confidence: contested")
        let engines = (PolicyEngine(try rulebook(old)), PolicyEngine(try rulebook(contested)))
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "record.class": .word("clinical_core"),
            "treatment.completed": .day(day("2023-03-10")),
        ]
        let change = DecisionComparer(engines.0, engines.1).change(
            .retain,
            try engines.0.facts(facts),
            try engines.1.facts(facts),
            asOf: day("2026-03-02")
        )
        #expect(change?.needsPerson == true)
        #expect(change?.before.words == change?.after.words)
    }

    @Test("the short answer on keeping is the whole decision's")
    func terms() throws {
        let engine = PolicyEngine(try rulebook(old))
        for (completed, isHeld) in [("2023-03-10", false), ("2012-03-10", false), ("2012-03-10", true)] {
            let facts = try engine.facts([
                "controller.country": .word("DE"), "record.class": .word("clinical_core"),
                "treatment.completed": .day(day(completed)), "hold.claim_open": .yesNo(isHeld),
            ])
            let term = engine.term(facts, asOf: day("2026-03-02"))
            let decision = engine.decide(.retain, facts, asOf: day("2026-03-02"))
            #expect(term.outcome == decision.outcome)
            #expect(term.minimum == (isHeld ? .suspended : .day(try #require(decision.plainEnd))))
            #expect(term.maximum == nil)
        }
        #expect(engine.term(try engine.facts([:]), asOf: day("2026-03-02")).outcome == .escalate)
        #expect(try rulebook(old).changes(of: .retain) == [day("2013-02-26")])
    }
}
