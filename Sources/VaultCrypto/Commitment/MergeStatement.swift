internal import VaultModel

/// That two patient numbers were found to be one person, or found not to be.
///
/// The files of both get an entry of their own; neither names the other.
public struct MergeStatement: Hashable, Sendable {
    /// What was found.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// They are one person.
        case merged
        /// They are not: an earlier finding is taken back.
        case separated
    }

    static let kind = "merge"

    /// What was found.
    public let outcome: Outcome
    /// Who found it, by name.
    public let by: String
    /// Why, as it was stated.
    public let reason: String

    /// Makes the statement of a merge, or of its end.
    public init(outcome: Outcome, by: String, reason: String) {
        self.outcome = outcome
        self.by = by
        self.reason = reason
    }

    init(_ fields: StatementFields) throws(CryptoError) {
        guard let outcome = Outcome(rawValue: try fields.text("outcome")) else { throw Statement.refusal }
        self.outcome = outcome
        by = try fields.text("by")
        reason = try fields.text("reason")
    }

    var members: [String: CanonicalJSON] {
        [
            "kind": .string(Self.kind),
            "outcome": .string(outcome.rawValue),
            "by": .string(by),
            "reason": .string(reason),
        ]
    }
}
