public import VaultModel

/// A controller as the database knows it.
public struct ControllerRow: Sendable {
    /// Where a controller stands.
    public enum State: String, Sendable {
        /// Being made; its key safe may not exist yet.
        case creating
        /// In use.
        case open
        /// Older than its key safe; does not serve.
        case gate
        /// Closed for good.
        case closed
    }

    /// The number that every key of its rows starts with.
    public let number: Int32
    /// Its public id.
    public let id: ControllerID
    /// Its name.
    public let name: String
    /// Its country (ISO 3166-1 alpha-2).
    public let country: String
    /// What the rules are told about it beside its country, by the names of the vocabulary; about an organisation,
    /// so in the clear.
    public let facts: [String: String]
    /// The tree that new patients come from.
    public let tree: TreeNumber
    /// The key-safe epoch up to which the database has recorded every puncture.
    public let epoch: Epoch
    /// The origin of its ledger.
    public let origin: String
    /// Where it stands.
    public let state: State
    /// The next patient number to hand out.
    public let nextPatientNumber: UInt64
    /// The end of the block of numbers leased from the key safe (exclusive).
    public let leasedUntil: UInt64

    /// Makes a row.
    public init(
        number: Int32,
        id: ControllerID,
        name: String,
        country: String,
        facts: [String: String],
        tree: TreeNumber,
        epoch: Epoch,
        origin: String,
        state: State,
        nextPatientNumber: UInt64,
        leasedUntil: UInt64
    ) {
        self.number = number
        self.id = id
        self.name = name
        self.country = country
        self.facts = facts
        self.tree = tree
        self.epoch = epoch
        self.origin = origin
        self.state = state
        self.nextPatientNumber = nextPatientNumber
        self.leasedUntil = leasedUntil
    }

    /// Where it is, for the rules.
    var jurisdiction: Law.Jurisdiction { Law.Jurisdiction(country: country, facts: facts) }
}
