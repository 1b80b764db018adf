import Foundation
import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: house schedules")
struct DecidingHouseTests {
    private static let schedule = """
        format: lethe.house-schedule.v1
        id: house
        title: Schedule of the hospital of Musterstadt
        languages: [en, de]
        lengthens: de
        entries:
          - id: house.core
            classes: [clinical_core]
            keep: 30 years
            from: treatment.completed
            ground: Claims for injury lapse after thirty years, and here they are concretely expected
            owner: Head of the archive
            review_by: 2027-06-30
            plain:
              en: We keep this part of your file until {keep_until}, because claims may be raised so long.
              de: Wir bewahren diesen Teil Ihrer Akte bis {keep_until} auf, weil so lange Ansprüche erhoben werden können.
        """
    private static let tests = """
        format: lethe.policy-tests.v1
        pack: house
        tests:
          - id: house-1
            title: Longer than the law
            decision: retain
            as_of: 2026-03-02
            facts: {controller.country: DE, record.class: clinical_core, treatment.completed: 2010-05-05}
            expect: {outcome: keep, keep_until: 2040-05-05, fired: [house.core, de.retain.core]}
        """

    private static let book = LoadingBook.good.with(schedule, at: "houses/house.yaml")
        .with(tests, at: "tests/house.yaml")

    @Test("it lengthens, names its ground, and asks once its review is over")
    func lengthens() throws {
        let loaded = Self.book.load()
        #expect(loaded.problems.map(\.description) == [])
        let rulebook = try #require(loaded.rulebook)
        let failed = PolicyTestRunner.run(rulebook).filter { $0.pack == "house" && !$0.passed }
        #expect(failed.isEmpty)
        let engine = PolicyEngine(rulebook)
        let facts = try engine.facts([
            "controller.country": .word("DE"), "record.class": .word("clinical_core"),
            "treatment.completed": .day(day("2010-05-05")),
        ])
        let early = engine.decide(.retain, facts, asOf: day("2026-03-02"))
        #expect(early.keepUntil?.day == day("2040-05-05"))
        #expect(!early.needsConfirmation)
        #expect(early.citations.contains { $0.article.contains("concretely expected") })
        let late = engine.decide(.retain, facts, asOf: day("2027-07-01"))
        #expect(
            late.confirmations.contains { $0.contains("2027-06-30") && $0.contains("Head of the archive") }
        )
    }

    @Test("it is no law: where its pack does not attach, it does not either")
    func attaches() throws {
        let engine = PolicyEngine(try #require(Self.book.load().rulebook))
        let facts = try engine.facts([
            "controller.country": .word("US"), "record.class": .word("clinical_core"),
            "treatment.completed": .day(day("2010-05-05")),
        ])
        #expect(engine.decide(.retain, facts, asOf: day("2026-03-02")).fired.isEmpty)
    }

    @Test("a statute that runs is not weakened by a house that keeps longer")
    func statuteDecides() throws {
        var book = DecidingBook()
        book.add(
            "de",
            country: "DE",
            rules: [
                .keeps("de.a", minimum: years(10, from: "treatment.completed")),
                .keeps("de.house", minimum: years(30, from: "treatment.completed"), source: .house),
                .states(.erase, "de.ground", .erase, [.word("request.ground", "no_longer_needed")]),
                .states(
                    .refuse,
                    "de.law",
                    .erase,
                    [.yes("retention.running"), .word("retention.source", "statute")],
                    exceptionTo: ["de.ground"]
                ),
            ]
        )
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "treatment.completed": .day(day("2020-05-05")),
            "request.ground": .word("no_longer_needed"),
        ]
        let decision = try book.decide(.erase, facts, on: "2026-03-02")
        #expect((decision.outcome, decision.dutyUntil?.day) == (.refuse, day("2030-05-05")))
        #expect(decision.keepUntil?.day == day("2050-05-05"))
        #expect(try book.decide(.retain, facts, on: "2026-03-02").keepUntil?.day == day("2050-05-05"))
        #expect(try book.decide(.erase, facts, on: "2030-05-06").outcome == .erase)
    }

    @Test(
        "the right to have a Dutch file destroyed beats a house schedule, also when the statute is over",
        arguments: ["patient", "guardian"]
    )
    func destruction(role: String) throws {
        let schedule = Self.schedule.replacingOccurrences(of: "de:", with: "nl:")
            .replacingOccurrences(of: "[en, de]", with: "[en, nl]")
            .replacingOccurrences(of: "lengthens: de", with: "lengthens: nl")
            .replacingOccurrences(of: "treatment.completed", with: "file.last_entry")
        let tests = Self.tests.replacingOccurrences(of: "DE", with: "NL")
            .replacingOccurrences(of: "treatment.completed", with: "file.last_entry")
            .replacingOccurrences(of: "de.retain.core", with: "nl.retain.file")
        let engine = PolicyEngine(
            try MutationFiles.rulebook(with: [
                RulebookFile(path: "houses/house.yaml", bytes: [UInt8](schedule.utf8)),
                RulebookFile(path: "tests/house.yaml", bytes: [UInt8](tests.utf8)),
            ])
        )
        let facts = try engine.facts([
            "controller.country": .word("NL"), "record.class": .word("clinical_core"),
            "file.last_entry": .day(day("2004-01-10")), "request.kind": .word("erasure"),
            "request.received": .day(day("2026-03-02")), "request.ground": .word("patient_demand"),
            "requester.role": .word(role),
        ])
        #expect(engine.decide(.retain, facts, asOf: day("2026-03-02")).keepUntil?.day == day("2034-01-10"))
        #expect(engine.decide(.erase, facts, asOf: day("2026-03-02")).outcome == .erase)
    }

    @Test(
        "what could shorten, or lacks a ground, is refused",
        arguments: [
            ("    keep: 30 years\n", "    keep: 30 years\n    maximum: 5 years\n", "`maximum`"),
            (
                "    keep: 30 years\n", "    keep: 30 years\n    exception_to: [de.retain.core]\n",
                "`exception_to`"
            ),
            (
                "    ground: Claims for injury lapse after thirty years, and here they are concretely expected\n",
                "",
                "Say why it is kept longer"
            ),
            ("    owner: Head of the archive\n", "", "`owner`"),
            ("    review_by: 2027-06-30\n", "", "`review_by`"),
            ("classes: [clinical_core]", "classes: [clinical_cor]", "Did you mean `clinical_core`"),
            ("lengthens: de", "lengthens: dee", "whose periods could be lengthened"),
            ("lengthens: de", "lengthens: house", "whose periods could be lengthened"),
            ("id: house\n", "id: home\n", "Name the file houses/home.yaml"),
        ]
    )
    func refused(old: String, new: String, says: String) {
        let problems = Self.book.replacing(old, new, in: "houses/house.yaml").problems
        #expect(problems.contains { $0.contains(says) }, "\(problems)")
    }
}
