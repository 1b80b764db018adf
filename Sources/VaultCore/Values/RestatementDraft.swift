public import VaultModel

/// Facts of all versions of a record, sealed anew and ready to be written in place of the ones before.
public struct RestatementDraft: Sendable {
    /// The facts of one version.
    public struct Version: Sendable {
        /// The place of the version's key.
        public let slot: Slot
        /// How often its facts had been sealed when they were read.
        public let revision: Int32
        /// The new sealed facts object.
        public let sealedFacts: [UInt8]
    }

    /// Whose record it is.
    public let patient: PatientNumber
    /// The record.
    public let record: RecordID
    /// Its newest version when it was read; another one is a conflict.
    public let currentVersion: VersionNumber
    /// All versions of the record.
    public let versions: [Version]
    /// What the rules said, to be kept in the same transaction.
    public let decisions: [DecisionRow]
}
