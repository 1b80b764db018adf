/// What the rulebook answers: a value, never an error.
public enum PolicyAnswer: Sendable {
    /// It is allowed.
    case permit
    /// It is not, for these reasons.
    case deny(reasons: [String])
}
