internal import PolicyEngine
internal import VaultCrypto

/// What a rulebook was told, all of it, and what it said.
struct Verdict: Sendable {
    /// Which rules it was.
    let law: Law
    /// The facts of the question, those of the controller among them.
    let facts: [String: FactValue]
    /// The answer.
    let decision: Decision

    /// The digest of the rulebook.
    var rulebook: Digest { law.reference.digest }
    /// Why, in one line.
    var summary: String { law.summary(of: decision) }

    /// Whether it lets something be disclosed or transferred.
    var isPermit: Bool { decision.outcome == .permit || decision.outcome == .permitWithConditions }
}
