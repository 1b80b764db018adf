/// A text of one language; it may lead somewhere.
public struct MarkedText: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Its language, a code of ISO 639-1.
    public let language: String
    /// Where more stands about it, as an address that a reader may safely follow.
    public let address: String?

    /// Marks a text.
    public init(_ text: String, language: String, address: String? = nil) {
        self.text = text
        self.language = language
        self.address = address
    }
}
