public import Keyring
public import VaultModel

/// A move of records to the patient to whom they belong, ready to be written: new places for their keys, the erasure of the
/// old ones, and what both files are told.
///
/// What is sealed under a version's old place is sealed under its new one by the transaction that hands that out; contents
/// are not touched.
public struct MoveDraft: Sendable {
    /// A version that is moved.
    public struct Version: Sendable {
        /// The record.
        public let record: RecordID
        /// The number.
        public let version: VersionNumber
        /// The place of its key in the wrong file.
        public let slot: Slot
        /// How often its facts were sealed.
        public let factsRevision: Int32
        /// Its facts, sealed anew under its own key; `nil` when they stay as they are.
        public let sealedFacts: [UInt8]?

        /// Names a version.
        public init(
            record: RecordID,
            version: VersionNumber,
            slot: Slot,
            factsRevision: Int32,
            sealedFacts: [UInt8]?
        ) {
            self.record = record
            self.version = version
            self.slot = slot
            self.factsRevision = factsRevision
            self.sealedFacts = sealedFacts
        }
    }

    /// What is sealed under a slot, by what it is.
    public enum Sealed: Sendable {
        /// Record key and opening of a version.
        case key(RecordID, VersionNumber)
        /// A kept decision.
        case decision(DecisionID)
        /// What an event's ledger entry commits to.
        case event(EventID)
    }

    /// Whose file they leave, and whose they come to, each with the counter of changes when the rules were asked.
    public let from, to: PatientRow
    /// The versions, by record and version.
    public let versions: [Version]
    /// The record whose newest version is told of the move.
    public let record: RecordID
    /// The course of care in the new file.
    public let episode: Int32?
    /// The erasure of the old places.
    public let shred: ShredDraft
    /// Seals anew what was sealed under one slot, under another.
    public let reseal: @Sendable (Sealed, [UInt8], _ from: Slot, _ to: Slot) throws -> [UInt8]
    /// Writes where the keys go, durably, before the transaction commits.
    public let file: @Sendable ([MoveFile.Place]) throws -> Void
    /// What the file is told that they leave.
    public let departure: LogEventDraft
    /// What the file is told that they come to.
    public let arrival: LogEventDraft

    /// Makes a draft.
    public init(
        from: PatientRow,
        to: PatientRow,
        versions: [Version],
        record: RecordID,
        episode: Int32?,
        shred: ShredDraft,
        reseal: @escaping @Sendable (Sealed, [UInt8], _ from: Slot, _ to: Slot) throws -> [UInt8],
        file: @escaping @Sendable ([MoveFile.Place]) throws -> Void,
        departure: LogEventDraft,
        arrival: LogEventDraft
    ) {
        self.from = from
        self.to = to
        self.versions = versions
        self.record = record
        self.episode = episode
        self.shred = shred
        self.reseal = reseal
        self.file = file
        self.departure = departure
        self.arrival = arrival
    }
}
