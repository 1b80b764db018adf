public import VaultCrypto

/// What the record step writes about a shred.
public struct ShredRecord: Sendable {
    /// What the shred took, sealed under its office slot.
    public let sealedFile: [UInt8]
    /// The commitment of its ledger entry.
    public let commitment: Commitment

    /// Makes a record.
    public init(sealedFile: [UInt8], commitment: Commitment) {
        self.sealedFile = sealedFile
        self.commitment = commitment
    }
}
