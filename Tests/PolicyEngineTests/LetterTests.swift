import Testing
import VaultModel

@testable import PolicyEngine

@Suite("Letters: what they say")
struct LetterTests {
    /// A refusal of each pack, with the day until which it is kept and a passage of its own law.
    static let refusals: [(pack: String, test: String, until: String?, law: [String])] = [
        ("de", "E-01", "2033-03-10", ["§ 630f"]), ("fr", "E-12", "2027-11-02", ["R1112-7"]),
        ("es", "E-15a-madrid", "2027-06-15", ["17(1)", "17.1"]), ("nl", "nl-dispute-claim", nil, ["455"]),
        ("eu", "hold-claim-open", nil, ["17(3)(e)", "17.3.e", "Buchst. e", "onder e"]),
    ]

    @Test(
        "a refusal has every part of Art 12(4), in every language, for every pack",
        arguments: Language.allCases
    )
    func partsOfARefusal(language: Language) throws {
        let words = LetterSamples.of(language)
        for (pack, test, until, law) in Self.refusals {
            // The case of the pack for the Union stands in Germany; in Austria nothing else applies.
            let isUnion = pack == "eu"
            let changes: [String: FactValue?] = [
                "controller.country": .word("AT"), "controller.region": nil, "request.received": nil,
            ]
            let decision = try LetterFiles.decision(pack, test, isUnion ? changes : [:])
            let letter = try LetterFiles.letter(.refusal, [LetterItem(decision)], language)
            #expect(letter.sections[0].paragraphs[0].content.text.hasSuffix(words.refused), "\(pack)")
            #expect(letter.sections.map(\.heading) == [nil, words.reasons, words.remedies])
            let reasons = letter.sections[1].paragraphs.map(\.content.text)
            #expect(
                reasons.contains { reason in law.contains { reason.contains($0) } },
                "\(pack): \(reasons)"
            )
            if let until {
                let date = words.date(day(until))
                #expect(reasons.contains { $0.contains(date) }, "\(pack): \(date) in \(reasons)")
            }
            #expect(reasons.last?.contains(words.restricted) == true, "\(pack): \(reasons)")
            let remedies = try #require(LetterFiles.rulebook().packs[pack]?.remedies)
            let own = (remedies[language.rawValue] ?? remedies["en"] ?? "?").prefix(40)
            #expect(letter.sections[2].paragraphs.contains { $0.content.text.hasPrefix(own) }, "\(pack)")
            #expect(letter.date == words.date(day("2026-03-09")))
        }
    }

    @Test("what follows is said in the words of what the rule wants then")
    func afterwards() throws {
        let kept = try LetterFiles.decision("fr", "E-12")
        let text = try LetterFiles.letter(.refusal, [LetterItem(kept)], .french).text
        #expect(text.contains("Ensuite, nous\nvérifions si les données sont encore nécessaires."))
        let blocked = try LetterFiles.decision("es", "E-15a-madrid")
        #expect(
            try LetterFiles.letter(.refusal, [LetterItem(blocked)], .spanish).text.contains("se bloquean")
        )
    }

    @Test("an erasure is confirmed with its day, the others that are told, and no remedies")
    func erasure() throws {
        let decision = try LetterFiles.decision(
            "de",
            "E-01",
            ["treatment.completed": .day(day("2010-01-01"))]
        )
        let letter = try LetterFiles.letter(.erasure, [LetterItem(decision)], .german)
        #expect(letter.sections.map(\.heading) == [nil, "Gründe", "Wer außerdem informiert wird"])
        #expect(letter.text.contains("wurden am 8. März 2026 gelöscht"))
        #expect(letter.sections[2].paragraphs[0].content.text.hasSuffix("(Art. 19 DSGVO)"))
        #expect(throws: LetterError(.notDone, "")) {
            try Letter(
                .erasure,
                [LetterItem(decision)],
                rulebook: try LetterFiles.rulebook(),
                language: .german,
                details: LetterDetails(date: day("2026-03-09"))
            )
        }
    }

    @Test("records with one fate share a paragraph; different fates get headings and a count")
    func groups() throws {
        let kept = try LetterFiles.decision("de", "E-01")
        let later = try LetterFiles.decision("de", "E-01", ["treatment.completed": .day(day("2024-05-06"))])
        let erased = try LetterFiles.decision("de", "E-01", ["treatment.completed": .day(day("2010-01-01"))])
        let items = [
            LetterItem(kept, name: "Discharge letter"), LetterItem(erased), LetterItem(kept, name: "Notes"),
            LetterItem(later), LetterItem(kept),
        ]
        let letter = try LetterFiles.letter(.partialRefusal, items, .english)
        #expect(
            letter.sections.map(\.heading) == [
                nil, "What we have done", "What we do not do, and why", "Who else is told",
                "Where you can complain, and going to court",
            ]
        )
        let kepts = letter.sections[2].paragraphs
        #expect(kepts[0].content.text == "This concerns 3 parts of the file:")
        #expect(kepts[1...2].map(\.content.text) == ["Discharge letter", "Notes"])
        #expect(kepts[1...2].allSatisfy { $0.isListed })
        #expect(kepts.contains { $0.content.text == "This concerns one part of the file." })
        #expect(letter.text.contains("10 March 2033") && letter.text.contains("6 May 2034"))
        #expect(throws: LetterError(.otherLetter, "")) { try LetterFiles.letter(.refusal, items, .english) }
        #expect(try letter == LetterFiles.letter(.partialRefusal, items, .english))
    }

    @Test("decisions are grouped by what is said, not by the order in which they come")
    func order() throws {
        let kept = try LetterFiles.decision("de", "E-01")
        let later = try LetterFiles.decision("de", "E-01", ["treatment.completed": .day(day("2024-05-06"))])
        let one = try LetterFiles.letter(.refusal, [kept, later, kept].map { LetterItem($0) }, .dutch)
        let other = try LetterFiles.letter(.refusal, [kept, kept, later].map { LetterItem($0) }, .dutch)
        #expect(one == other)
    }

    @Test("a correction says whether it replaces, adds, or is refused")
    func corrections() throws {
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "controller.region": .word("DE-BE"),
            "record.class": .word("administrative"),
            "request.kind": .word("rectification"), "request.received": .day(day("2026-03-02")),
            "requester.role": .word("patient"), "rectification.object": .word("master_data"),
            "rectification.controller_agrees": .yesNo(true),
        ]
        let today = day("2026-03-05")
        func letter(_ changes: [String: FactValue]) throws -> String {
            let decision = try LetterFiles.decide(.rectify, facts.merging(changes) { $1 }, today)
            return try LetterFiles.letter(.rectification, [LetterItem(decision)], .english).text
        }
        #expect(try letter([:]).contains("The correction was made on 8 March 2026."))
        let added = try letter(["rectification.object": .word("opinion")])
        #expect(added.contains("your correction was added on 8"))
        #expect(added.contains("Where you can complain"))
        let refused = try letter(["rectification.controller_agrees": .yesNo(false)])
        #expect(refused.replacing("\n", with: " ").contains("The entry is not changed. Your own statement"))
        #expect(refused.contains("you may add your own\nstatement to it."))
        #expect(refused.contains("Where you can complain"))
    }

    @Test(
        "what a hospital stands by is refused in every country and language, with reasons, statement and remedies",
        arguments: ["DE", "FR", "ES", "NL", "IE"]
    )
    func standsByIt(country: String) throws {
        let facts: [String: FactValue] = [
            "controller.country": .word(country), "record.class": .word("clinical_core"),
            "request.kind": .word("rectification"), "rectification.object": .word("opinion"),
            "rectification.controller_agrees": .yesNo(false),
        ]
        let decision = try LetterFiles.decide(.rectify, facts, day("2026-03-05"))
        #expect(decision.outcome == .refuseWithStatement)
        for language in Language.allCases {
            let item = LetterItem(decision, isConfirmed: true)
            let letter = try LetterFiles.letter(.rectification, [item], language)
            let words = LetterWords.of(language)
            let verdict = letter.sections[0].paragraphs[0].content.text
            #expect(verdict.hasSuffix(words.verdicts.correctionRefused), "\(language): \(verdict)")
            #expect(
                letter.sections.map(\.heading) == [nil, words.headings.reasons, words.headings.remedies],
                "\(language)"
            )
            #expect(!letter.text.contains(words.verdicts.corrected.prefix(25)), "\(language)")
        }
    }

    @Test("as long as it is open whether it is corrected, the letter neither grants nor refuses")
    func openCorrection() throws {
        let facts: [String: FactValue] = [
            "controller.country": .word("DE"), "record.class": .word("clinical_core"),
            "request.kind": .word("rectification"),
        ]
        let item = LetterItem(
            try LetterFiles.decide(.rectify, facts, day("2026-03-05")),
            isConfirmed: true
        )
        let error = #expect(throws: LetterError(.undecided, "")) {
            try LetterFiles.letter(.rectification, [item], .english)
        }
        #expect(
            error?.description.contains("(rectification.controller_agrees, rectification.object)") == true,
            "\(error?.description ?? "")"
        )
        // What the controller thinks is no question to the person.
        let question = try LetterFiles.letter(.question, [item], .english).text
        #expect(question.contains("- what is to be corrected"))
        #expect(!question.contains("the controller agrees"))
    }

    @Test("an extension names the reasons and the new day, and only where notice came in time")
    func extensions() throws {
        let extended = LetterItem(try LetterFiles.decision("eu", "T-06"))
        let letter = try LetterFiles.letter(.extension, [extended], .french, delays: [.complexity, .number])
        #expect(letter.text.contains("Vous recevrez notre réponse au plus tard le 10 juin 2026."))
        #expect(letter.text.contains("la complexité de votre demande. La raison en est le nombre"))
        #expect(letter.text.contains("art. 12.3"))
        let late = LetterItem(try LetterFiles.decision("eu", "T-07"))
        for (item, delays) in [(extended, []), (late, [LetterDetails.Delay.number])] {
            #expect(throws: LetterError(.notExtended, "")) {
                try LetterFiles.letter(.extension, [item], .french, delays: delays)
            }
        }
    }

    @Test("a question asks only for what the person can supply")
    func questions() throws {
        let doubted = try LetterFiles.decision("de", "E-01", ["request.identity_doubted": .yesNo(true)])
        let kept = try LetterFiles.letter(.question, [LetterItem(doubted)], .german)
        #expect(kept.text.contains("- Bevor wir etwas vernichten, müssen wir sicher sein"))
        #expect(kept.text.contains("2. April 2026"))
        let open = try LetterFiles.decision("fr", "E-12", ["subject.birth": nil])
        #expect(open.outcome == .escalate)
        let asked = try LetterFiles.letter(.question, [LetterItem(open)], .french)
        #expect(asked.sections[0].paragraphs.contains { $0.isListed && $0.content.language == "en" })
        let inner = try LetterFiles.decision("de", "E-01", ["treatment.completed": nil])
        #expect(throws: LetterError(.nothingToAsk, "")) {
            try LetterFiles.letter(.question, [LetterItem(inner)], .german)
        }
    }

    @Test("what a person must decide or confirm first is not told as final")
    func openDecisions() throws {
        let toConfirm = try LetterFiles.decision("fr", "fr-erase-practice")
        let escalated = try LetterFiles.decision("de", "E-01", ["treatment.completed": nil])
        let kept = try LetterFiles.decision("de", "E-01")
        for items in [
            [LetterItem(toConfirm)], [LetterItem(kept), LetterItem(escalated, isConfirmed: true)],
        ] {
            for kind in LetterKind.allCases where ![.extension, .question].contains(kind) {
                #expect(throws: LetterError(.undecided, "")) { try LetterFiles.letter(kind, items, .french) }
            }
        }
        let error = #expect(throws: LetterError.self) {
            try LetterFiles.letter(.refusal, [LetterItem(kept), LetterItem(escalated)], .german)
        }
        #expect(
            error?.description.hasPrefix(
                "a person must first make decision 2 of 2 (erase): a fact is missing"
            ) == true
        )
        let confirmed = LetterItem(toConfirm, isConfirmed: true)
        #expect(try LetterFiles.letter(.refusal, [confirmed], .french).text.contains("4 mars 2043"))
        let referred = try LetterFiles.decision("fr", "fr-archives")
        let letter = try LetterFiles.letter(.referral, [LetterItem(referred, isConfirmed: true)], .french)
        #expect(letter.text.contains("archives départementales"))
        #expect(throws: LetterError(.unclear, "")) { try LetterFiles.letter(.refusal, [], .english) }
    }

    @Test("a house schedule is a reason by its title; the day of the law decides about asking again")
    func houseSchedule() throws {
        let book = LoadingBook.good.with(LetterSamples.schedule, at: "houses/house.yaml")
            .with(LetterSamples.scheduleTests, at: "tests/house.yaml")
        let rulebook = try #require(book.load().rulebook)
        let engine = PolicyEngine(rulebook)
        let facts = try engine.facts([
            "controller.country": .word("DE"), "record.class": .word("clinical_core"),
            "treatment.completed": .day(day("2020-05-05")), "request.ground": .word("unlawful"),
        ])
        let letter = try Letter(
            .refusal,
            [LetterItem(engine.decide(.erase, facts, asOf: day("2026-03-02")), isConfirmed: true)],
            rulebook: rulebook,
            language: .english,
            details: LetterDetails(date: day("2026-03-02"))
        )
        #expect(letter.text.contains("until 5 May 2050"))
        #expect(letter.text.contains("(Schedule of the"))
        #expect(letter.text.contains("The data are kept until 5 May 2030."))
        #expect(letter.text.contains("you may ask us again"))
        #expect(letter.text.contains("You may complain.") && !letter.text.contains("house."))
    }

    @Test("what a record is called cannot become markup or break the lines")
    func escaping() throws {
        let kept = try LetterFiles.decision("de", "E-01")
        let name = "<script>alert('x')</script> & \"more\"\n\u{1B}[31m\u{202E}red"
        let letter = try LetterFiles.letter(.refusal, [LetterItem(kept, name: name)], .german)
        #expect(!letter.html.contains("<script"))
        #expect(
            letter.html.contains(
                "<li>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot; [31mred</li>"
            )
        )
        #expect(letter.text.contains("\n- <script>alert('x')</script> & \"more\" [31mred\n"))
    }
}
