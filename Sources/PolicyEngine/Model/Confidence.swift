/// How sure the authors of a rule are.
public enum Confidence: String, CaseIterable, Hashable, Sendable {
    /// The text of the law was read and says so.
    case settled
    /// The common reading.
    case majority
    /// Disputed, or the text was not read: a person must confirm.
    case contested
}
