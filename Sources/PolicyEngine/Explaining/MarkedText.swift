/// A text of one language.
public struct MarkedText: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Its language, a code of ISO 639-1.
    public let language: String

    /// Marks a text.
    public init(_ text: String, language: String) {
        self.text = text
        self.language = language
    }
}
