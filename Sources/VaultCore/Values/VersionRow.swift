public import VaultCrypto
public import VaultModel

/// One version of a record as the database knows it, with its wrapped key.
public struct VersionRow: Sendable {
    /// Where a version stands.
    public enum State: String, Sendable {
        /// The newest.
        case live
        /// A newer one exists; this one stays readable.
        case superseded
        /// Readable for few purposes.
        case restricted
        /// Closed for reading: its keys are being destroyed, its record stays.
        case fenced
    }

    /// The record.
    public let record: RecordID
    /// The number of the version.
    public let version: VersionNumber
    /// The place of its key.
    public let slot: Slot
    /// The tree of its key.
    public let tree: TreeNumber
    /// The course of care that its record belongs to.
    public let episode: Int32?
    /// The day it was stored.
    public let storedOn: Day
    /// Where it stands.
    public let state: State
    /// The sealed metadata object.
    public let sealedMetadata: [UInt8]
    /// The sealed facts object.
    public let sealedFacts: [UInt8]
    /// How often the facts were sealed, from 1.
    public let factsRevision: Int32
    /// Its commitment.
    public let commitment: Commitment
    /// Its position in the ledger, once it has one.
    public let entry: UInt64?
    /// Its record key and opening, wrapped.
    public let wrappedKey: [UInt8]

    /// Makes a row.
    public init(
        record: RecordID,
        version: VersionNumber,
        slot: Slot,
        tree: TreeNumber,
        episode: Int32?,
        storedOn: Day,
        state: State,
        sealedMetadata: [UInt8],
        sealedFacts: [UInt8],
        factsRevision: Int32,
        commitment: Commitment,
        entry: UInt64?,
        wrappedKey: [UInt8]
    ) {
        self.record = record
        self.version = version
        self.slot = slot
        self.tree = tree
        self.episode = episode
        self.storedOn = storedOn
        self.state = state
        self.sealedMetadata = sealedMetadata
        self.sealedFacts = sealedFacts
        self.factsRevision = factsRevision
        self.commitment = commitment
        self.entry = entry
        self.wrappedKey = wrappedKey
    }
}
