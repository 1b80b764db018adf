/// A paragraph of a letter.
public struct LetterParagraph: Hashable, Sendable {
    /// Its text and the language of it, which is another than that of the letter where the rules lack it.
    public let content: MarkedText
    /// Whether it is an entry of a list.
    public let isListed: Bool

    init(_ content: MarkedText, isListed: Bool = false) {
        self.content = content
        self.isListed = isListed
    }
}
