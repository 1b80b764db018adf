/// Whether one invariant of the vault holds.
public struct CheckResult: Hashable, Sendable {
    /// The invariant, as a sentence.
    public let invariant: String
    /// What breaks it; `nil` when it holds.
    public let violation: String?

    /// Makes a result.
    public init(_ invariant: String, violation: String? = nil) {
        self.invariant = invariant
        self.violation = violation
    }

    /// Whether it holds.
    public var holds: Bool {
        violation == nil
    }
}
