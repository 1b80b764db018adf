public import VaultModel

/// A record as the database knows it.
public struct RecordRow: Sendable {
    /// Where a record stands.
    public enum State: String, Sendable {
        /// Its current version is in use.
        case current
        /// Closed for reading and writing; an erasure runs.
        case fenced
        /// Keys destroyed, rows gone; this one stays as the tombstone. A record that went with its patient keeps the
        /// state it had: the patient's row says so.
        case erased
        /// Hidden by a FHIR DELETE; content kept.
        case deleted
        /// Set aside for a person to look at.
        case quarantined
        /// A part posted alone that nobody has taken yet.
        case unclaimed
    }

    /// The record.
    public let id: RecordID
    /// Whose it is.
    public let patient: PatientRow
    /// The course of care it belongs to.
    public let episode: Int32?
    /// The number of its newest version.
    public let currentVersion: VersionNumber
    /// Where it stands.
    public let state: State

    /// Makes a row.
    public init(
        id: RecordID,
        patient: PatientRow,
        episode: Int32?,
        currentVersion: VersionNumber,
        state: State
    ) {
        self.id = id
        self.patient = patient
        self.episode = episode
        self.currentVersion = currentVersion
        self.state = state
    }
}
