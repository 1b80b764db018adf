/// A part of an explanation.
public struct ExplanationSection: Hashable, Sendable {
    /// Its heading.
    public let heading: String
    /// Its paragraphs; further lines of a paragraph belong under its first one.
    public let paragraphs: [[ExplanationLine]]
}
