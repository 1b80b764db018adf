import PolicyEngine
import Testing
import VaultModel

@Suite("Analysing: gaps, conflicts and rules that decide nothing, in small rulebooks")
struct AnalysingTests {
    private let asOf = day("2026-03-02")

    private func analysis(_ rules: [Rule], reviewBy: String = "2030-12-31", pack: String? = nil)
        -> RulebookAnalysis
    {
        var book = DecidingBook()
        book.add("de", country: "DE", reviewBy: reviewBy, rules: rules)
        return RulebookAnalysis(book.rulebook, asOf: asOf, pack: pack)
    }

    private func found(_ rules: [Rule], _ kind: AnalysisFinding.Kind) -> [AnalysisFinding] {
        analysis(rules).findings.filter { $0.kind == kind }
    }

    private let core = Rule.keeps(
        "de.retain.core",
        minimum: years(10, from: "treatment.completed"),
        [.word("record.class", "clinical_core")]
    )

    @Test("a class without a period is a gap, the unclassified record is none")
    func gap() throws {
        let gaps = found([core], .gap).filter { $0.decision == .retain }
        #expect(gaps.count == 1)
        #expect(gaps.first?.circumstances == ["the record.class: genetic result or radiation examination"])
        let witness = try #require(gaps.first?.witness)
        #expect(witness.arguments == ["controller.country=DE", "record.class=genetic_result"])
    }

    @Test("a kind without any rule is a gap of its own")
    func noRules() {
        let gaps = found([core], .gap)
        #expect(Set(gaps.compactMap(\.decision)) == Set(DecisionKind.allCases))
        #expect(gaps.filter { $0.sentence.hasPrefix("There is no rule for this question at all") }.count == 6)
    }

    @Test("a request of which no rule of answers speaks is a gap, one with a condition is none")
    func answers() {
        let deadline = Effect.deadline(
            Deadline(period: Period(1, .month), from: "request.received", counting: .eu1182)
        )
        let access = Rule.make(
            "de.respond.access",
            .respond,
            deadline,
            Conditions(all: [.word("request.kind", "access"), .yes("restriction.active")])
        )
        let gaps = found([access], .gap).filter { $0.decision == .respond }
        #expect(gaps.map(\.circumstances) == [["the request.kind: erasure"]])
    }

    @Test("one pack permits, the other is silent")
    func silentPack() throws {
        var book = DecidingBook()
        let permits = Rule.states(.permit, "eu.disclose.care", .disclose, [.word("purpose", "treatment")])
        let secret = Rule.states(
            .permit,
            "de.disclose.care",
            .disclose,
            [.word("purpose", "treatment"), .yes("actor.secrecy_duty")]
        )
        book.add("eu", country: nil, rules: [permits])
        book.add("de", country: "DE", extends: ["eu"], rules: [secret])
        let gaps = RulebookAnalysis(book.rulebook, asOf: asOf).findings.filter { $0.decision == .disclose }
        let silent = try #require(
            gaps.first { $0.sentence.hasPrefix("Another pack permits it, but no rule of de") }
        )
        #expect(
            silent.circumstances == [
                "the purpose: treatment", "whether the reader is bound to secrecy: no",
            ]
        )
        #expect(!gaps.contains { $0.sentence.contains("no rule of eu") })
    }

    @Test("two erasures that disagree are a conflict, until one is an exception to the other")
    func conflict() throws {
        let ground = Rule.states(
            .erase,
            "de.erase.ground",
            .erase,
            [.word("request.ground", "no_longer_needed")]
        )
        let hold = Rule.states(.refuse, "de.erase.hold", .erase, [.yes("hold.claim_open")])
        let conflict = try #require(found([ground, hold], .conflict).first)
        #expect(conflict.rules == ["de.erase.ground", "de.erase.hold"])
        #expect(conflict.citations.count == 2)
        #expect(
            conflict.witness?.arguments == [
                "controller.country=DE", "hold.claim_open=true", "request.ground=no_longer_needed",
            ]
        )
        #expect(analysis([ground, hold]).hasErrors)
        let exception = Rule.states(
            .refuse,
            "de.erase.hold",
            .erase,
            [.yes("hold.claim_open")],
            exceptionTo: ["de.erase.ground"]
        )
        #expect(found([ground, exception], .conflict).isEmpty)
    }

    @Test("rules that only the retention rules keep apart are in conflict when those cannot")
    func throughRetention() throws {
        let running = Rule.states(.refuse, "de.erase.kept", .erase, [.yes("retention.running")])
        let late = Rule.states(.erase, "de.erase.overdue", .erase, [.yes("retention.overdue")])
        let genetic = Rule.keeps("de.retain.all", maximum: years(5, from: "exposure.date"))
        #expect(found([core, genetic, running, late], .conflict).filter { $0.decision == .erase }.isEmpty)
        // Ten years from treatment against five from exposure: dates exist for which both cannot be.
        let period = try #require(found([core, genetic, running, late], .conflict).first)
        #expect(period.decision == .retain && period.rules == ["de.retain.core", "de.retain.all"])
        #expect(period.witness?.isCertain == true)
    }

    @Test("the same period with different ends is a conflict")
    func ends() {
        let block = Rule.make(
            "de.retain.block",
            .retain,
            .retention(
                RetentionEffect(
                    minimum: years(10, from: "treatment.completed"),
                    maximum: nil,
                    source: .statute,
                    afterwards: .block,
                    suspendedWhile: nil
                )
            )
        )
        #expect(found([core, block], .conflict).map(\.rules) == [["de.retain.block", "de.retain.core"]])
    }

    @Test(
        "conditions that leave no case are found",
        arguments: [
            [.word("record.class", "clinical_core"), .word("record.class", "genetic_result")],
            [.yes("subject.dead", false), Condition(fact: "subject.death", test: .passed(Period(1, .year)))],
            [
                Condition(fact: "exposure.date", test: .passed(Period(30, .month))),
                Condition(fact: "exposure.date", test: .running(Period(2, .year))),
            ],
            [
                Condition(fact: "subject.death", test: .within(Period(2, .year), of: "care.last_seen")),
                Condition(fact: "subject.death", test: .beyond(Period(5, .year), of: "care.last_seen")),
            ],
            [
                Condition(fact: "subject.age_at_exposure", test: .atLeast(18)),
                Condition(fact: "subject.birth", test: .from(day("2010-01-01"))),
                Condition(fact: "exposure.date", test: .before(day("2020-01-01"))),
            ],
            [.word("destination.country", "US"), .yes("destination.in_eea")],
            [.yes("destination.adequate")],
        ] as [[Condition]]
    )
    func never(conditions: [Condition]) {
        var rule = Rule.make("de.erase.never", .erase, .outcome(.erase), Conditions(all: conditions))
        #expect(found([rule], .neverHolds).map(\.rules) == [["de.erase.never"]])
        rule = Rule.make("de.erase.never", .erase, .outcome(.erase), Conditions(all: [conditions[0]]))
        let alone = conditions.count > 1
        #expect(found([rule], .neverHolds).isEmpty == alone)
    }

    @Test("a rule that only another day allows is not called dead, one whose effect dates forbid it is")
    func otherDays() {
        let conditions = Conditions(all: [
            Condition(fact: "exposure.date", test: .running(Period(5, .year))),
            Condition(fact: "exposure.date", test: .before(day("2010-01-01"))),
        ])
        let old = Rule.make("de.erase.old", .erase, .outcome(.refuse), conditions)
        #expect(found([old], .neverHolds).isEmpty)
        let late = Rule.make(
            "de.erase.late",
            .erase,
            .outcome(.refuse),
            conditions,
            from: day("2020-01-01")
        )
        #expect(found([late], .neverHolds).map(\.rules) == [["de.erase.late"]])
    }

    @Test("a rule that is law only later is looked at on its first day")
    func later() throws {
        let rule = Rule.make(
            "de.erase.later",
            .erase,
            .outcome(.refuse),
            Conditions(all: [.word("purpose", "billing"), .word("purpose", "treatment")]),
            from: day("2029-03-26")
        )
        let finding = try #require(found([rule], .neverHolds).first)
        #expect(finding.asOf == day("2029-03-26"))
    }

    @Test("two exceptions that together leave a rule nothing")
    func setAside() throws {
        let weak = Rule.states(.erase, "de.erase.weak", .erase)
        let claim = Rule.states(
            .refuse,
            "de.erase.one",
            .erase,
            [.yes("hold.claim_open")],
            exceptionTo: ["de.erase.weak"]
        )
        let none = Rule.states(
            .refuse,
            "de.erase.two",
            .erase,
            [.yes("hold.claim_open", false)],
            exceptionTo: ["de.erase.weak"]
        )
        #expect(found([weak, claim], .alwaysSetAside).isEmpty)
        let finding = try #require(found([weak, claim, none], .alwaysSetAside).first)
        #expect(finding.rules == ["de.erase.weak", "de.erase.one", "de.erase.two"])
        #expect(finding.witness?.isCertain == true)
    }

    @Test("a rule that another one replaced has ended, and is no error")
    func replaced() {
        let old = Rule.states(.erase, "de.erase.old", .erase)
        let new = Rule.make(
            "de.erase.new",
            .erase,
            .outcome(.refuse),
            Conditions(),
            ["de.erase.old"],
            from: day("2026-01-01")
        )
        #expect(found([old, new], .ended).map(\.rules) == [["de.erase.old", "de.erase.new"]])
        #expect(!analysis([old, new]).hasErrors)
    }

    @Test("reviews that have passed and rules that have ended are told, but are no error")
    func dates() {
        let ended = Rule.make("de.erase.ended", .erase, .outcome(.refuse), to: day("2020-01-01"))
        let analysis = analysis([ended], reviewBy: "2026-03-01")
        #expect(analysis.findings.filter { $0.kind == .reviewPassed }.map(\.packs) == [[["de"]]])
        #expect(analysis.findings.filter { $0.kind == .ended }.map(\.rules) == [["de.erase.ended"]])
        #expect(!analysis.hasErrors)
        #expect(
            !self.analysis([ended], reviewBy: "2026-03-02").findings.contains { $0.kind == .reviewPassed }
        )
    }

    @Test("a retention duty comes from the strongest source that runs")
    func source() {
        let house = Rule.keeps("de.retain.house", minimum: .unlimited, source: .house)
        let byHouse = Rule.states(
            .erase,
            "de.erase.house",
            .erase,
            [
                Condition(fact: "retention.source", test: .oneOf([.word("house")])),
                Condition(fact: "treatment.completed", test: .running(Period(9, .year))),
                .word("record.class", "clinical_core"),
            ]
        )
        #expect(found([core, house, byHouse], .neverHolds).map(\.rules) == [["de.erase.house"]])
        #expect(found([house, byHouse], .neverHolds).isEmpty)
    }

    @Test("the page names rules, citations and a command")
    func page() {
        var book = DecidingBook()
        let ground = Rule.states(
            .erase,
            "de.erase.ground",
            .erase,
            [.word("request.ground", "no_longer_needed")]
        )
        let hold = Rule.states(.refuse, "de.erase.hold", .erase, [.yes("hold.claim_open")])
        book.add("de", country: "DE", rules: [ground, hold])
        let analysis = RulebookAnalysis(book.rulebook, asOf: asOf)
        let text = AnalysisReport(analysis, rulebook: book.rulebook, gapsShown: 1).text
        for part in [
            "All cases as of 2 March 2026, for de.", "conflicts: 1",
            "de.erase.hold (refuse; Law of de.erase.hold, 1; hand:1)",
            "lethe policy explain erase --as-of 2026-03-02 --fact controller.country=DE --fact hold.claim_open=true",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }
}
