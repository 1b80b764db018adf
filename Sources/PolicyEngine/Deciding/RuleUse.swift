/// A rule that took part in a decision.
public struct RuleUse: Hashable, Sendable {
    /// Its id.
    public let id: String
    /// The pack it stands in.
    public let pack: String
    /// What it decides.
    public let decision: DecisionKind
    /// What it states, where rules state outcomes.
    public let outcome: Outcome?
    /// Where it stands in the law.
    public let citations: [Citation]
    /// How sure its authors are.
    public let confidence: Confidence
    /// Whether a person must confirm what is done by it.
    public let needsConfirmation: Bool

    init(_ rule: Rule) {
        id = rule.id
        pack = rule.pack
        decision = rule.decision
        if case .outcome(let stated) = rule.effect { outcome = stated } else { outcome = nil }
        citations = rule.citations
        confidence = rule.confidence
        needsConfirmation = rule.needsConfirmation || rule.confidence == .contested
    }
}
