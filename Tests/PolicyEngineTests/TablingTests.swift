import Foundation
import Testing
import VaultModel

@testable import PolicyEngine

@Suite("Tabling: the rules of a pack as decision tables")
struct TablingTests {
    private let rules: [Rule] = [
        .states(
            .refuse,
            "de.erase.hold",
            .erase,
            [.yes("hold.claim_open")],
            exceptionTo: ["de.erase.ground"]
        ),
        .states(
            .erase,
            "de.erase.ground",
            .erase,
            [.word("request.ground", "no_longer_needed")],
            obligations: [Obligation(duty: "inform_subject", content: ["reason", "court_remedy"])],
            confidence: .contested
        ),
        .keeps(
            "de.retain.genetic",
            minimum: years(10, from: "treatment.completed"),
            [.word("record.class", "genetic_result")],
            suspendedWhile: "hold.claim_open"
        ),
        .keeps(
            "de.retain.core",
            minimum: .period(Period(28, .birthday), from: "subject.birth"),
            [.word("record.class", "clinical_core")]
        ),
        .make(
            "de.retain.dead",
            .retain,
            .retention(
                RetentionEffect(
                    minimum: years(3, from: "subject.death"),
                    maximum: nil,
                    source: .house,
                    afterwards: .block,
                    suspendedWhile: nil
                )
            ),
            Conditions(
                all: [
                    Condition(fact: "subject.death", test: .within(Period(10, .year), of: "care.last_seen"))
                ],
                none: [.yes("consent.revoked")]
            ),
            ["de.retain.core"],
            from: day("2020-01-01"),
            to: day("2029-12-31")
        ),
    ]

    private func table(_ rules: [Rule], language: String = "en") throws -> PolicyTable {
        var book = DecidingBook()
        book.add("de", country: "DE", rules: rules)
        return try #require(PolicyTable(book.rulebook, pack: "de", language: language))
    }

    @Test("a small pack gives these tables")
    func golden() throws {
        let head = """
            | Rule | When | What follows | Exceptions | Law | Sentence | In force | How sure |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """
        #expect(
            try table(rules).markdown == """
                # Pack de (de, DE)

                Applies when: the controller.country: DE.

                To be reviewed by 31 December 2030.

                You may complain about de.

                ## Erasure

                \(head)
                | de.erase.ground | the request.ground: no longer needed | It is to be erased.<br>also: tell the \
                person: the reason, how to go to court | set aside by: de.erase.hold | Law of de.erase.ground, 1 | Sentence of \
                de.erase.ground until \\{keep\\_until\\}. | always | contested; a person must confirm |
                | ↳ de.erase.hold | whether a claim is open: yes | It is not erased. | sets aside: de.erase.ground | \
                Law of de.erase.hold, 1 | Sentence of de.erase.hold until \\{keep\\_until\\}. | always | settled |

                ## How long a record is kept

                ### the record.class: clinical core

                \(head)
                | de.retain.core | the record.class: clinical core | keep at least until the 28th birthday, by date of \
                birth<br>After that it is to be destroyed.<br>the duty comes from: statute | set aside by: de.retain.dead \
                | Law of de.retain.core, 1 | Sentence of de.retain.core until \\{keep\\_until\\}. | always | settled |
                | ↳ de.retain.dead | date of death: not later than 10 years after date of the last visit<br>not: whether \
                consent was revoked: yes | keep at least until 3 years after date of death<br>After that it is to be \
                blocked.<br>the duty comes from: house | sets aside: de.retain.core | Law of de.retain.dead, 1 | Sentence \
                of de.retain.dead until \\{keep\\_until\\}. | from 1 January 2020 until 31 December 2029 | settled |

                ### the record.class: genetic result

                \(head)
                | de.retain.genetic | the record.class: genetic result | keep at least until 10 years after date of \
                completion of treatment<br>no end while this is so: whether a claim is open<br>After that it is to be \
                destroyed.<br>the duty comes from: statute |  | Law of de.retain.genetic, 1 | Sentence of \
                de.retain.genetic until \\{keep\\_until\\}. | always | settled |

                """
        )
    }

    @Test("the order of rules and packs does not matter")
    func order() throws {
        #expect(try table(rules) == table(rules.reversed()))
        let rulebook = try MutationFiles.rulebook()
        for (id, pack) in rulebook.packs {
            var packs = rulebook.packs
            packs[id] = Pack(
                id: pack.id,
                jurisdiction: pack.jurisdiction,
                title: pack.title,
                languages: pack.languages,
                extends: pack.extends,
                attachesWhen: pack.attachesWhen,
                reviewBy: pack.reviewBy,
                remedies: pack.remedies,
                rules: pack.rules.reversed(),
                tests: []
            )
            let other = Rulebook(
                vocabulary: rulebook.vocabulary,
                packs: packs,
                calendars: rulebook.calendars,
                adequacy: rulebook.adequacy,
                classes: rulebook.classes
            )
            #expect(PolicyTable(rulebook, pack: id) == PolicyTable(other, pack: id))
        }
    }

    @Test("every rule of every pack stands once, in the table of its kind, in both forms")
    func complete() throws {
        let rulebook = try MutationFiles.rulebook()
        for pack in rulebook.packs.values {
            for language in pack.languages {
                let table = try #require(PolicyTable(rulebook, pack: pack.id, language: language))
                let rows = table.sections.flatMap { section in
                    section.groups.flatMap(\.rows).map { "\(section.decision.rawValue) \($0.rule)" }
                }
                #expect(rows.sorted() == pack.rules.map { "\($0.decision.rawValue) \($0.id)" }.sorted())
                #expect(
                    table.sections.flatMap(\.groups).flatMap(\.rows).allSatisfy {
                        $0.sentenceLanguage == language
                    }
                )
            }
            let table = try #require(PolicyTable(rulebook, pack: pack.id))
            let ids = pack.rules.map(\.id).sorted()
            #expect(starts(of: table.html.components(separatedBy: "<tr id=\""), before: "\"") == ids)
            let lines = table.markdown.replacing("\\_", with: "_").replacing("↳ ", with: "")
                .components(separatedBy: "\n| ")
            #expect(starts(of: lines, before: " ").filter { $0.hasPrefix("\(pack.id).") } == ids)
        }
        #expect(PolicyTable(rulebook, pack: "xx") == nil)
    }

    private func starts(of parts: [String], before end: Character) -> [String] {
        parts.dropFirst().map { String($0.prefix { $0 != end }) }.sorted()
    }

    @Test("nothing in a rule becomes markup, and only addresses on the web become links")
    func escaping() throws {
        let hostile = "<script>alert('x')</script>|[a](b)`\"&\n# x"
        func rule(_ url: String) -> Rule {
            Rule(
                id: "de.erase.x",
                pack: "de",
                decision: .erase,
                inForceFrom: nil,
                inForceTo: nil,
                when: Conditions(),
                effect: .outcome(.refer),
                exceptionTo: [],
                obligations: [],
                basis: nil,
                referTo: hostile,
                citations: [Citation(law: hostile, article: "1", url: url)],
                plain: ["en": hostile],
                confidence: .settled,
                needsConfirmation: false,
                place: SourcePlace(file: "hand", line: 1)
            )
        }
        for url in ["javascript:alert(1)", "https://a.example/\"><script>", "https://a.example/ b"] {
            let table = try table([rule(url)])
            #expect(!table.html.contains("<script") && !table.html.contains("<a "))
            #expect(!table.markdown.contains("<script") && !unescaped(table.markdown).contains("]("))
            #expect(table.markdown.contains("&lt;script&gt;"))
            let row = table.markdown.split(separator: "\n").first { $0.contains("de.erase.x") }
            #expect(row.map { unescaped(String($0)).split(separator: "|").count } == 8)
        }
        let linked = try table([rule("https://a.example/x?a=(1)&b=2")])
        #expect(linked.html.contains("<a href=\"https://a.example/x?a=(1)&amp;b=2\" rel=\"noreferrer\">"))
        #expect(linked.markdown.contains("](https://a.example/x?a=%281%29&b=2)"))
    }

    private func unescaped(_ markdown: String) -> String {
        ["\\|", "\\]", "\\["].reduce(markdown) { $0.replacingOccurrences(of: $1, with: "") }
    }

    @Test("headings, effects and duties are in the language of the table", arguments: Language.allCases)
    func effects(language: Language) throws {
        let rulebook = try MutationFiles.rulebook()
        let english = [
            "Applies when", "It also applies", "Together with it", "To be reviewed", "also:", "It may be",
            "It must",
            "It is ", "keep at least", "the duty comes from", "answer by", "may be extended",
            "without undue delay",
            "tell ", "counted ", "basis:",
        ]
        for id in rulebook.packs.keys {
            let table = try #require(PolicyTable(rulebook, pack: id, language: language.rawValue))
            let effects = table.sections.flatMap(\.groups).flatMap(\.rows).flatMap(\.effect)
            let texts = table.introduction + effects
            let found = english.filter { part in texts.contains { $0.hasPrefix(part) } }
            #expect(language == .english ? !found.isEmpty : found.isEmpty, "\(id) in \(language): \(found)")
            #expect(texts.allSatisfy { !$0.contains("{") }, "\(id) in \(language)")
        }
    }

    @Test("periods are written as each language writes them")
    func periods() {
        let periods = [
            Period(1, .month), Period(10, .year), Period(3, .calendarYear), Period(28, .yearOfLife),
            Period(28, .birthday), Period(5, .workingDay),
        ]
        let german = periods.map { PeriodWriter(.german).end($0, after: "x") }
        #expect(
            german == [
                "1 Monat ab: x", "10 Jahre ab: x", "3 Jahre ab dem Ende des Kalenderjahres von: x",
                "Vollendung des 28. Lebensjahres, nach: x", "28. Geburtstag, nach: x", "5 Arbeitstage ab: x",
            ]
        )
        // The conditions of a table speak English, and so does its English effect: with the same words.
        for period in periods {
            #expect(PeriodWriter(.english).end(period, after: "x") == period.after("x"))
        }
    }

    @Test("a page stands for itself, and its tables say what their cells are")
    func page() throws {
        let html = try table(rules, language: "de").html
        for part in [
            "<!DOCTYPE html>\n<html lang=\"de\">", "<caption>Löschung</caption>",
            "<th scope=\"col\">Wenn</th>",
            "<th scope=\"row\">↳ de.<wbr>erase.<wbr>hold</th>", "<th scope=\"rowgroup\" colspan=\"8\">",
            "default-src 'none'",
            "<td lang=\"de\">Satz von de.erase.hold", "ab 1. Januar 2020 bis 31. Dezember 2029",
        ] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(!html.contains("<script") && !html.contains("src="))
    }
}
