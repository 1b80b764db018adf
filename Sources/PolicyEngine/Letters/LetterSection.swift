/// A part of a letter.
public struct LetterSection: Hashable, Sendable {
    /// Its heading; `nil` for the opening.
    public let heading: String?
    /// Its paragraphs.
    public let paragraphs: [LetterParagraph]
}
