public import VaultModel

/// How a reconciliation ended.
public struct ReconciliationResult: Sendable {
    /// When.
    public let endedAt: Timestamp
    /// How many erasures were repeated.
    public let erasures: Int
    /// How many entries of the ledger nothing in the database explains, padding included: at most so many acknowledged
    /// versions and events are lost.
    public let entries: Int
    /// When the database had last learned of an entry of the ledger: what is lost came later.
    public let since: Timestamp?
    /// How many living patients have no record any more that says who they are.
    public let unnamed: Int
    /// How many records were moved to another patient in the newer database and are lost here, since nothing says where
    /// their keys went.
    public let unmoved: Int
    /// How many holds, restrictions, revocations and published rules of the key safe's journal were repeated, and how
    /// many could not be, since what they are about is not here.
    public let narrowings: (repeated: Int, lost: Int)
}
