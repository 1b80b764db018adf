/// How a controller stands, for people: what is stored, how the key safe stands, what waits.
public struct ControllerOverview: Sendable {
    /// How many patients are active.
    public let patients: Int
    /// How many records there are, identity records and the office's included.
    public let records: Int
    /// How many versions there are.
    public let versions: Int
    /// How many entries the ledger has.
    public let entries: UInt64
    /// How well the key safe can forget, in the words of certificates.
    public let level: String
    /// The places of the key safe and how each stands.
    public let places: [(name: String, state: String)]
    /// What the operator should know about the key safe.
    public let warnings: [String]
    /// How many erasures wait for a key safe.
    public let waiting: Int
    /// How much the key safe destroys within a day by itself, in a sentence.
    public let limits: String
    /// What the key safe keeps waiting for approvals or for time to pass, a sentence each.
    public let waitingOrders: [String]
    /// How many patients' files wait for a review.
    public let waitingReviews: Int
    /// How many versions are to be looked at this month, or were before it, as far as they were reviewed.
    public let due: Int
    /// How far a key renewal has come that has not ended.
    public let renewal: KeyRenewalStanding?
}
