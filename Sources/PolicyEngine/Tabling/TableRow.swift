/// A rule as a row of a table; some cells have several lines.
public struct TableRow: Hashable, Sendable {
    /// The rule.
    public let rule: String
    /// How many rules above it, each an exception to the one before, it belongs to.
    public let depth: Int
    /// When it holds.
    public let when: [String]
    /// What follows.
    public let effect: [String]
    /// The rules that it sets aside, and those that set it aside.
    public let exceptions: [String]
    /// Where it stands in the law.
    public let citations: [Citation]
    /// Its sentence for letters.
    public let sentence: String
    /// The language of the sentence.
    public let sentenceLanguage: String
    /// From when until when it is law.
    public let inForce: String
    /// How sure its authors are, and whether a person must confirm.
    public let confidence: String
}
