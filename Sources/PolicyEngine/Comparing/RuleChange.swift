/// A rule that one rulebook has and another has not, or has otherwise.
public struct RuleChange: Hashable, Sendable {
    /// What happened to it.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case added
        case removed
        case changed
    }

    /// What is different in a rule, line by line; what is the same in both is left out.
    public struct Part: Hashable, Sendable {
        /// Which part of the rule: `When`, `What follows`, `Law`, ...
        public let heading: String
        /// What it said.
        public let before: [String]
        /// What it says.
        public let after: [String]
    }

    /// What happened.
    public let kind: Kind
    /// The id of the rule.
    public let rule: String
    /// What it decides.
    public let decision: DecisionKind
    /// Where it stands in the law, by the newer rulebook that has it.
    public let citations: [Citation]
    /// What it says, or what is different.
    public let parts: [Part]
}
