public import VaultModel

/// A reconciliation as the database knows it: how far the database had come when it was put back.
public struct ReconciliationRow: Sendable {
    /// The event that tells of it in the ledger.
    public let id: EventID
    /// The key-safe epoch up to which the database had recorded every erasure.
    public let epoch: Epoch
    /// How many entries of the ledger the database knew.
    public let size: UInt64
    /// When it had learned of the last of them.
    public let knownAt: Timestamp?
    /// When it was ended; `nil` while it runs.
    public let endedAt: Timestamp?
    /// How many erasures were repeated, once it is ended.
    public let erasures: Int?
    /// How many entries of the ledger nothing explains, once it is ended.
    public let unexplained: Int?

    /// Makes a row.
    public init(
        id: EventID,
        epoch: Epoch,
        size: UInt64,
        knownAt: Timestamp?,
        endedAt: Timestamp?,
        erasures: Int?,
        unexplained: Int?
    ) {
        self.id = id
        self.epoch = epoch
        self.size = size
        self.knownAt = knownAt
        self.endedAt = endedAt
        self.erasures = erasures
        self.unexplained = unexplained
    }
}
