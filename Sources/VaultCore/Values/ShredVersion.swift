public import VaultCrypto
public import VaultModel

/// One version that a shred takes with it.
public struct ShredVersion: Sendable {
    /// The record.
    public let record: RecordID
    /// The version.
    public let version: VersionNumber
    /// The tree of its key.
    public let tree: TreeNumber
    /// The place of its key.
    public let slot: Slot
    /// Its commitment; `nil` once the record step has run.
    public let commitment: Commitment?

    /// Makes a line.
    public init(
        record: RecordID,
        version: VersionNumber,
        tree: TreeNumber,
        slot: Slot,
        commitment: Commitment?
    ) {
        self.record = record
        self.version = version
        self.tree = tree
        self.slot = slot
        self.commitment = commitment
    }
}
