public import VaultModel

/// One line of what the rules were asked about a record.
public struct KeptDecision: Sendable {
    /// Names the decision; `nil` for one that lies in the version's own metadata.
    public let id: DecisionID?
    /// When it was made.
    public let at: Timestamp
    /// What was to be done.
    public let action: DecisionAction
    /// Who wanted to do it, by name.
    public let actor: String
    /// The version it is about; `nil` for a listing.
    public let version: VersionNumber?
    /// What was said: an outcome of the rules, or for a listing `shown` or `withheld`.
    public let outcome: String
    /// All of it; `nil` for a listing and for what was said when a version was stored.
    public let file: DecisionFile?
}
