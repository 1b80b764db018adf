public import VaultCrypto
public import VaultModel

/// An event that is to have a ledger entry of its own, committed to and ready to be written; only the slot that seals
/// its file is still to be handed out.
public struct LogEventDraft: Sendable {
    /// The event.
    public let id: EventID
    /// The commitment of its ledger entry.
    public let commitment: Commitment
    /// The tree of the keys that seal it.
    public let tree: TreeNumber
    /// Seals statement and opening under the slot that the transaction hands out.
    public let seal: @Sendable (Slot) throws -> [UInt8]

    /// Makes a draft.
    public init(
        id: EventID,
        commitment: Commitment,
        tree: TreeNumber,
        seal: @escaping @Sendable (Slot) throws -> [UInt8]
    ) {
        self.id = id
        self.tree = tree
        self.commitment = commitment
        self.seal = seal
    }
}
