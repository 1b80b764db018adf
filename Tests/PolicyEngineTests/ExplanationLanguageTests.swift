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
        #expect(html.contains("&lt;https://eur-lex.europa.eu"))
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
