/// Somebody who must be told.
public struct DatedTask: Hashable, Sendable {
    /// A word of the vocabulary.
    public let who: String
    /// By when; `nil` for without undue delay.
    public let by: CountedDate?
    /// The rule that says so.
    public let rule: String
}
