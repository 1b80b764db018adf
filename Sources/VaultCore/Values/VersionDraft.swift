public import VaultCrypto
public import VaultModel

/// A version that is sealed and ready to be written; only its slot is still to be handed out.
public struct VersionDraft: Sendable {
    /// The record.
    public let record: RecordID
    /// The number of the version.
    public let version: VersionNumber
    /// The course of care, for a new record.
    public let episode: Int32?
    /// The day of storage.
    public let storedOn: Day
    /// The sealed metadata object.
    public let sealedMetadata: [UInt8]
    /// The sealed facts object.
    public let sealedFacts: [UInt8]
    /// Waits for the commitment.
    public let commitment: @Sendable () throws -> Commitment
    /// The sealed parts.
    public let parts: [PartRow]
    /// The tree that the wrap key comes from.
    public let tree: TreeNumber
    /// Wraps the record key under the slot that the transaction hands out.
    public let wrap: @Sendable (Slot) throws -> [UInt8]

    /// Makes a draft.
    public init(
        record: RecordID,
        version: VersionNumber,
        episode: Int32?,
        storedOn: Day,
        sealedMetadata: [UInt8],
        sealedFacts: [UInt8],
        commitment: @escaping @Sendable () throws -> Commitment,
        parts: [PartRow],
        tree: TreeNumber,
        wrap: @escaping @Sendable (Slot) throws -> [UInt8]
    ) {
        self.record = record
        self.version = version
        self.episode = episode
        self.storedOn = storedOn
        self.sealedMetadata = sealedMetadata
        self.sealedFacts = sealedFacts
        self.commitment = commitment
        self.parts = parts
        self.tree = tree
        self.wrap = wrap
    }
}
