public import VaultModel

/// A decision of the European Commission that a country or organisation protects data well enough (Art 45 GDPR).
public struct AdequacyDecision: Hashable, Sendable {
    /// The destination, ISO 3166 or a name for an organisation.
    public let destination: String
    /// The decision's number.
    public let decision: String
    /// From when it holds.
    public let from: Day
    /// Until when it holds; `nil` for no end.
    public let to: Day?
    /// A yes-or-no fact that must hold: the recipient is in the decision's scope; `nil` when all are.
    public let scope: String?
    /// Its citation.
    public let citation: Citation

    /// Makes a decision.
    public init(
        destination: String,
        decision: String,
        from: Day,
        to: Day?,
        scope: String?,
        citation: Citation
    ) {
        self.destination = destination
        self.decision = decision
        self.from = from
        self.to = to
        self.scope = scope
        self.citation = citation
    }
}
