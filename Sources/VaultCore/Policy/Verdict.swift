internal import PolicyEngine
internal import VaultCrypto

/// What a rulebook was told, all of it, and what it said.
struct Verdict: Sendable {
    /// Which rulebook it was.
    let rulebook: Digest
    /// The facts of the question, those of the controller among them.
    let facts: [String: FactValue]
    /// The answer.
    let decision: Decision

    /// Whether it lets something be disclosed or transferred.
    var isPermit: Bool { decision.outcome == .permit || decision.outcome == .permitWithConditions }
}
