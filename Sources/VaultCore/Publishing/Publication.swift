/// A publication with the names of who signed, for people.
public struct Publication: Sendable {
    /// What the database knows.
    public let row: PublicationRow
    /// Who wrote and signed the rules; nil for the rulebook that a controller was made with.
    public let author: String?
    /// Who approved them.
    public let approver: String?
    /// Whether it decides today.
    public let isInForce: Bool
}
