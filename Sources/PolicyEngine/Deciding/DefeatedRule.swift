/// A rule that holds but was set aside.
public struct DefeatedRule: Hashable, Sendable {
    /// The rule.
    public let rule: RuleUse
    /// The ids of the rules that set it aside.
    public let by: [String]
}
