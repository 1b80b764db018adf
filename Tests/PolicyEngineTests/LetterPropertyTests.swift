import PolicyEngine
import Testing
import VaultModel

@Suite("Letters: every case beside the rules")
struct LetterPropertyTests {
    /// Words that only those who make the product know.
    private static let inner = [
        "escalat", "engine", "indeterminate", "slot", "epoch", "punctur", "fence", "tombstone", "shred",
        "digest",
        "bundle", "rulebook", "keyring", "_", "{", "}",
    ]

    @Test("that is final gets a letter in every language, without inner words", arguments: Language.allCases)
    func letters(language: Language) throws {
        let rulebook = try LetterFiles.rulebook()
        let names = rulebook.rules.map(\.id) + rulebook.vocabulary.facts.keys.filter { $0.contains(".") }
        var kinds: [LetterKind: Int] = [:]
        for test in rulebook.packs.values.flatMap(\.tests) where [.erase, .rectify].contains(test.decision) {
            let decision = try LetterFiles.decide(test.decision, test.facts, test.asOf)
            guard decision.outcome != .escalate else { continue }
            let kind = try #require(LetterKind.answering([decision]), "\(test.id)")
            kinds[kind, default: 0] += 1
            let letter = try LetterFiles.letter(kind, [LetterItem(decision, isConfirmed: true)], language)
            if decision.needsConfirmation {
                #expect(throws: LetterError(.undecided, "")) {
                    try LetterFiles.letter(kind, [LetterItem(decision)], language)
                }
            } else {
                #expect(try LetterFiles.letter(kind, [LetterItem(decision)], language) == letter)
            }
            #expect(letter.sections.allSatisfy { !$0.paragraphs.isEmpty }, "\(test.id)")
            let text = letter.text
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 78 }, "\(test.id): \(text)")
            let found =
                names.filter { text.contains($0) } + Self.inner.filter { text.lowercased().contains($0) }
            #expect(found.isEmpty, "\(test.id): \(found) in \(text)")
        }
        #expect(
            Set(kinds.keys).isSuperset(of: [.refusal, .partialRefusal, .erasure, .rectification, .referral])
        )
        #expect(kinds.values.reduce(0, +) > 200)
    }

    @Test("gives well-formed pages", arguments: ["de", "nl", "fr", "es"])
    func pages(pack: String) throws {
        let tests = try #require(LetterFiles.rulebook().packs[pack]).tests
        for test in tests where test.decision == .erase {
            let decision = try LetterFiles.decide(test.decision, test.facts, test.asOf)
            guard let kind = LetterKind.answering([decision]) else { continue }
            let html = try LetterFiles.letter(
                kind,
                [LetterItem(decision, name: "A & B", isConfirmed: true)],
                .german
            ).html
            #expect(Markup.flaw(in: html) == nil, "\(test.id): \(html)")
            #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("@import"))
        }
    }
}
