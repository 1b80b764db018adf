/// What the words of the vocabulary mean to people, in one language.
///
/// A word that a vocabulary has and this table has not stands as it is, with blanks; it is English.
public struct VocabularyWords: Sendable, Wording {
    let language: Language
    let duties: [String: String]
    let contents: [String: String]
    let recipients: [String: String]
    let bases: [String: String]

    /// What must be done, and what it must contain: `tell the person: the reason, where to complain`.
    public func text(_ obligation: Obligation) -> String { line(obligation).text }

    func line(_ obligation: Obligation) -> ExplanationLine {
        let duty = line(obligation.duty, duties)
        guard !obligation.content.isEmpty else { return duty }
        let colon = language == .french ? "\u{A0}: " : ": "
        return duty + ExplanationLine(colon, language)
            + obligation.content.map { line($0, contents) }.joined(separator: ExplanationLine(", ", language))
    }

    /// Who is told.
    func recipient(_ word: String) -> ExplanationLine { line(word, recipients) }

    /// The basis of a transfer.
    func basis(_ word: String) -> ExplanationLine { line(word, bases) }

    private func line(_ word: String, _ table: [String: String]) -> ExplanationLine {
        table[word].map { ExplanationLine($0, language) } ?? .english(word.asWords)
    }
}
