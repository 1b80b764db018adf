import Testing
import VaultModel

@testable import PolicyEngine

@Suite("Explanations: languages and pages")
struct ExplanationLanguageTests {
    private static func explanation(_ decision: Decision, _ language: String) throws -> Explanation {
        Explanation(decision, rulebook: try LetterFiles.rulebook(), language: language)
    }

    @Test("headings, outcomes and dates are in the language of the page")
    func german() throws {
        let text = try Self.explanation(try LetterFiles.decision("de", "E-01"), "de").text
        for part in [
            "Ist dieses Dokument zu löschen? Entschieden zum 2. März 2026.",
            "\nErgebnis\n  Es wird nicht gelöscht.",
            "Es ist bis zum 10. März 2033 aufzubewahren.",
            "Danach verpflichtet kein Gesetz mehr zum Aufbewahren.",
            "Der Antrag ist bis zum 2. April 2026 zu beantworten.", "\nWas das Recht sagt\n",
            "Regel eu.erase.kept_by_law", "Tritt zurück hinter eu.erase.kept_by_law: Das Gesetz",
            "Aufzubewahren bis: 10. März 2033 (Regel de.retain.core, ab: the day", "\nRechtsbehelfe\n",
            "zu überprüfen bis 31. Mai 2027",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test("what is in another language than the page is marked, and everything is escaped")
    func marks() throws {
        let open = try LetterFiles.decision("de", "E-01", ["treatment.completed": nil])
        let html = try Self.explanation(open, "de").html
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"de\">"))
        #expect(
            html.contains(
                "<p>Eine Tatsache fehlt: <span lang=\"en\">the day on which the treatment was completed</span>. Es wird aufbewahrt"
            )
        )
        #expect(html.contains("<a href=\"https://eur-lex.europa.eu"))
        #expect(!html.contains("&lt;https://"))
        let text = try Self.explanation(open, "de").text
        #expect(text.contains(" <https://eur-lex.europa.eu"))
        #expect(Markup.flaw(in: html) == nil)
        let english = try Self.explanation(open, "en").html
        #expect(!english.contains("<span"))
        let foreign = try Self.explanation(try LetterFiles.decision("de", "E-01"), "nl").html
        #expect(
            foreign.contains(
                "<span lang=\"en\">The law obliges us to keep a treatment file for ten years after the treatment ended.</span> (in het Engels; de regel heeft geen zin in het Nederlands)"
            )
        )
    }

    @Test(
        "every case of the packs is explained in every language, with the same lines",
        arguments: Language.allCases
    )
    func cases(language: Language) throws {
        let rulebook = try LetterFiles.rulebook()
        let tests = rulebook.packs.values.sorted { $0.id < $1.id }.flatMap(\.tests)
        for (place, test) in tests.enumerated() where place.isMultiple(of: 7) {
            let decision = try LetterFiles.decide(test.decision, test.facts, test.asOf)
            let explanation = Explanation(decision, rulebook: rulebook, language: language.rawValue)
            let english = Explanation(decision, rulebook: rulebook, language: "en")
            #expect(explanation.language == language)
            #expect(
                explanation.sections.map { $0.paragraphs.map(\.count) }
                    == english.sections.map { $0.paragraphs.map(\.count) }
            )
            #expect(Markup.flaw(in: explanation.html) == nil, "\(test.id)")
            #expect(!explanation.text.contains("{"), "\(test.id): \(explanation.text)")
        }
    }

    @Test("what a person decides is said in the sentence of the rule, without its name")
    func leftToAPerson() throws {
        let log = try LetterFiles.decide(
            .erase,
            [
                "controller.country": .word("IE"), "record.class": .word("access_log"),
                "request.kind": .word("erasure"), "request.ground": .word("no_longer_needed"),
            ],
            day("2026-03-02")
        )
        #expect(log.fired.contains { $0.id == "eu.erase.access_log" })
        #expect(
            log.reasons.contains("This log shows who saw your file; we are checking how long it must be kept")
        )
        #expect(
            try Self.explanation(log, "de").sections[0].paragraphs.contains {
                $0[0].text.hasPrefix("Ein Mensch muss entscheiden: Dieses Protokoll")
            }
        )
        #expect(try !Self.explanation(log, "en").text.contains("leaves the decision"))
    }

    @Test("an address that nobody may safely follow stays text")
    func unsafeAddress() throws {
        var book = DecidingBook()
        let rule = Rule(
            id: "de.erase.x",
            pack: "de",
            decision: .erase,
            inForceFrom: nil,
            inForceTo: nil,
            when: Conditions(),
            effect: .outcome(.refuse),
            exceptionTo: [],
            obligations: [],
            basis: nil,
            referTo: nil,
            citations: [Citation(law: "L", article: "1", url: "javascript:alert(1)")],
            plain: ["en": "No."],
            confidence: .settled,
            needsConfirmation: false,
            place: SourcePlace(file: "hand", line: 1)
        )
        book.add("de", country: "DE", rules: [rule])
        let decision = try book.decide(.erase, ["controller.country": .word("DE")])
        let html = Explanation(decision, rulebook: book.rulebook).html
        #expect(html.contains("L, 1 &lt;javascript:alert(1)&gt;") && !html.contains("<a "))
    }

    @Test("every word of the vocabulary has a phrase in every language, and no phrase is left over")
    func vocabulary() throws {
        let vocabulary = try LetterFiles.rulebook().vocabulary
        for language in Language.allCases {
            let words = VocabularyWords.of(language)
            #expect(Set(words.duties.keys) == vocabulary.duties, "\(language)")
            #expect(Set(words.contents.keys) == vocabulary.contents, "\(language)")
            #expect(Set(words.recipients.keys) == vocabulary.recipients, "\(language)")
            #expect(Set(words.bases.keys) == Set(vocabulary.bases), "\(language)")
            for phrases in [words.duties, words.contents, words.recipients, words.bases] {
                #expect(Set(phrases.values).count == phrases.count, "\(language)")
                #expect(phrases.values.allSatisfy { !$0.isEmpty && !$0.contains("_") }, "\(language)")
            }
        }
        let told = Obligation(duty: "inform_subject", content: ["reason", "keep_until"])
        #expect(
            Language.allCases.map { VocabularyWords.of($0).text(told) } == [
                "tell the person: the reason, until when it is kept",
                "die Person informieren: der Grund, bis wann aufbewahrt wird",
                "informer la personne\u{A0}: le motif, jusqu'à quand c'est conservé",
                "informar a la persona: el motivo, hasta cuándo se conserva",
                "de persoon informeren: de reden, tot wanneer het wordt bewaard",
            ]
        )
        // A word of another vocabulary stands as it is.
        let other = VocabularyWords.of(.german).line(Obligation(duty: "ring_the_bell", content: ["reason"]))
        #expect(other.text == "ring the bell: der Grund")
        #expect(other.runs.map(\.language) == ["en", "de"])
    }

    @Test("the tables say in every language what they say in the others")
    func tableTemplates() {
        let english = Template.all(in: TableWords.of(.english))
        #expect(english.count > 40)
        for language in Language.allCases {
            for (template, model) in zip(Template.all(in: TableWords.of(language)), english) {
                #expect(template.name == model.name && !template.text.isEmpty)
                #expect(template.places == model.places, "\(template.name) in \(language)")
            }
        }
    }

    @Test("every language says what the others say: the same places are left open in each")
    func templates() {
        let english = Template.all(in: ExplanationWords.of(.english))
        #expect(english.count > 90)
        for language in Language.allCases {
            for (template, model) in zip(Template.all(in: ExplanationWords.of(language)), english) {
                #expect(template.name == model.name && !template.text.isEmpty)
                // Only the English remark stands in for languages that Lethe does not know.
                let isFree = model.name == "otherLanguage"
                #expect(isFree || template.places == model.places, "\(template.name) in \(language)")
                #expect(
                    language == .english || template.text != model.text
                        || ["no", "fact"].contains(model.name),
                    "\(template.name) in \(language) is English"
                )
            }
        }
    }
}
