import Testing
import VaultModel

@testable import PolicyEngine

@Suite("Letters: languages")
struct LetterLanguageTests {
    @Test("a sentence that is not there in the language stands in another, and says in which")
    func fallback() throws {
        let decision = try LetterFiles.decision("de", "E-01")
        let letter = try LetterFiles.letter(.refusal, [LetterItem(decision)], .french)
        let foreign = letter.sections.flatMap(\.paragraphs).filter { $0.content.language != "fr" }
        #expect(foreign.map(\.content.language) == ["en", "en"])
        #expect(foreign[0].content.text.hasPrefix("The law obliges us to keep a treatment file"))
        #expect(letter.html.contains("<html lang=\"fr\">"))
        #expect(letter.html.contains("<p lang=\"en\">The law obliges us to keep a treatment file"))
        #expect(letter.html.contains("<p lang=\"en\">You may complain to the data protection authority"))
        let remedies = try #require(letter.sections.last).paragraphs
        #expect(remedies.map(\.content.language) == ["fr", "en"])
        #expect(!letter.text.contains("lang"))
        let german = try LetterFiles.letter(.refusal, [LetterItem(decision)], .german)
        #expect(german.sections.flatMap(\.paragraphs).allSatisfy { $0.content.language == "de" })
        #expect(!german.html.replacing("<html lang=\"de\">", with: "").contains("lang="))
    }

    @Test("every language says what the others say: the same places are left open in each")
    func templates() {
        let english = Template.all(in: LetterWords.of(.english))
        #expect(english.count > 50)
        for language in Language.allCases {
            let texts = Template.all(in: LetterWords.of(language))
            #expect(texts.map(\.name) == english.map(\.name))
            for (text, model) in zip(texts, english) {
                #expect(!text.text.isEmpty, "\(text.name) in \(language)")
                #expect(text.places == model.places, "\(text.name) in \(language)")
                let isFree = ["colon", "title", "erasure"].contains(text.name) || language == .english
                #expect(isFree || text.text != model.text, "\(text.name) in \(language) is English")
            }
        }
    }

    @Test("days are written as each language writes them")
    func days() {
        let texts = Language.allCases.map { LanguageDates($0).text(day("2026-03-01")) }
        #expect(
            texts == ["1 March 2026", "1. März 2026", "1er mars 2026", "1 de marzo de 2026", "1 maart 2026"]
        )
        for language in Language.allCases {
            let months = Set(
                (1...12).map { LanguageDates(language).text(Day(year: 2026, month: $0, day: 5)!) }
            )
            #expect(months.count == 12)
        }
    }

    @Test("a sentence without a last day is still a sentence")
    func openEnds() {
        let sentences: [(Language, String, withoutEnd: String, notKnown: String)] = [
            (
                .english, "Kept until {keep_until}.", "Kept until further notice.",
                "Kept until a day that is not known yet."
            ),
            (
                .german, "Bleibt bis zum {keep_until}.", "Bleibt auf unbestimmte Zeit.",
                "Bleibt bis zu einem noch nicht feststehenden Tag."
            ),
            (
                .french, "Gardé jusqu'au {keep_until}.", "Gardé sans limite de durée.",
                "Gardé jusqu'à une date qui n'est pas encore connue."
            ),
            (
                .spanish, "Guardado hasta el {keep_until}.", "Guardado por tiempo indefinido.",
                "Guardado hasta una fecha que aún no se conoce."
            ),
            (
                .dutch, "Bewaard tot en met {keep_until}.", "Bewaard voor onbepaalde tijd.",
                "Bewaard tot een nog niet bekende dag."
            ),
        ]
        for (language, sentence, withoutEnd, notKnown) in sentences {
            let dates = LanguageDates(language)
            #expect(dates.filling(sentence, with: .withoutEnd) == withoutEnd)
            #expect(dates.filling(sentence, with: .notKnown) == notKnown)
        }
    }

    @Test("places in the law are written as each language writes them, or else as the pack does")
    func citations() {
        let union = Citation(law: "Regulation (EU) 2016/679", article: "Art 17(3)(b), 12(4)")
        #expect(
            Language.allCases.map { union.local(in: $0) } == [
                "Art 17(3)(b), 12(4) GDPR", "Art. 17 Abs. 3 Buchst. b, Art. 12 Abs. 4 DSGVO",
                "art. 17.3.b, art. 12.4 du RGPD", "art. 17.3.b), art. 12.4 del RGPD",
                "art. 17 lid 3 onder b, art. 12 lid 4 AVG",
            ]
        )
        let german: [(String, String, String)] = [
            (
                "Regulation (EU) 2016/679", "Art 17(1)(a)-(f), 19",
                "Art. 17 Abs. 1 Buchst. a bis f, Art. 19 DSGVO"
            ),
            ("Regulation (EU) 2016/679", "recital 27, Art 9(4)", "Erwägungsgrund 27, Art. 9 Abs. 4 DSGVO"),
            ("Regulation (EU) 2016/679", "Art 17(3)(c), (e)", "Art. 17 Abs. 3 Buchst. c, Buchst. e DSGVO"),
            ("BDSG", "§ 34(1) no 2, (2)", "§ 34 Abs. 1 Nr. 2, Abs. 2 BDSG"),
            ("GenDG", "§ 12(1) s 1, s 2 no 1", "§ 12 Abs. 1 Satz 1, Satz 2 Nr. 1 GenDG"),
            ("StrlSchG", "§ 85(2) s 1 no 2 b", "§ 85 Abs. 2 Satz 1 Nr. 2 Buchst. b StrlSchG"),
            ("Regulation (EEC, Euratom) No 1182/71", "Art 3", "Art. 3 Verordnung (EWG, Euratom) Nr. 1182/71"),
            ("CJEU", "C-307/22", "C-307/22 EuGH"), ("X", "something else", "something else X"),
        ]
        for (law, article, text) in german {
            #expect(Citation(law: law, article: article).local(in: .german) == text)
        }
        #expect(Citation(law: "BGB", article: "§ 630f(3)").local(in: .french) == "§ 630f(3), BGB")
        #expect(Citation(law: "CSP", article: "art. R1112-7").local(in: .french) == "art. R1112-7, CSP")
        #expect(Citation(law: "BW", article: "art. 7:455(2)").local(in: .dutch) == "art. 7:455 lid 2 BW")
    }

    @Test("lines have at most 78 columns, and no line begins with what belongs to the word before")
    func wrapping() {
        let text =
            "Bonjour ; " + String(repeating: "mot ", count: 30) + "fin ; " + String(repeating: "x", count: 90)
        for shift in 0..<20 {
            let lines = TextWrap.lines(
                String(repeating: "y", count: shift) + " " + text,
                first: "- ",
                further: "  "
            )
            #expect(lines.dropLast().allSatisfy { $0.count <= 78 })
            #expect(!lines.contains { $0.hasPrefix("  ;") })
            let words = lines.joined(separator: " ").split(separator: " ").dropFirst()
            #expect(
                words.joined(separator: " ")
                    == (String(repeating: "y", count: shift) + " " + text)
                    .split(separator: " ").joined(separator: " ")
            )
        }
    }
}
