public import VaultModel

/// What a waiting order has and what it lacks.
public struct OrderStanding: Hashable, Sendable {
    /// The names of those who approved it.
    public let approvedBy: [String]
    /// How many must.
    public let of: Int
    /// Before when it is not carried out, however many approve.
    public let notBefore: Timestamp
}
