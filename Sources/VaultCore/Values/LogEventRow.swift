public import VaultCrypto
public import VaultModel

/// An event with a ledger entry of its own, as the database knows it.
public struct LogEventRow: Sendable {
    /// The event.
    public let id: EventID
    /// The slot whose leaf seals the file.
    public let slot: Slot
    /// The tree of that leaf.
    public let tree: TreeNumber
    /// Statement and opening, sealed.
    public let sealedFile: [UInt8]
    /// The commitment of its ledger entry.
    public let commitment: Commitment
    /// Its position in the ledger, once it has one.
    public let entry: UInt64?

    /// Makes a row.
    public init(
        id: EventID,
        slot: Slot,
        tree: TreeNumber,
        sealedFile: [UInt8],
        commitment: Commitment,
        entry: UInt64?
    ) {
        self.id = id
        self.slot = slot
        self.tree = tree
        self.sealedFile = sealedFile
        self.commitment = commitment
        self.entry = entry
    }
}
