public import VaultCrypto
public import VaultModel

/// The correction of a record, ready to be written: a new version, the ledger entry that says so, and, when what was
/// wrong is to go, the erasure of the versions before.
public struct RectificationDraft: Sendable {
    /// The new version.
    public let version: VersionDraft
    /// Whose it is.
    public let patient: PatientNumber
    /// The patient's counter of changes when the rulebook was asked; another one is a conflict.
    public let plannedSerial: Int32
    /// The erasure of the versions before; `nil` when they stay readable.
    public let shred: ShredDraft?
    /// Commits to the rectification, once the new version's commitment is known.
    public let event: @Sendable (Commitment) throws -> LogEventDraft

    /// Makes a draft.
    public init(
        version: VersionDraft,
        patient: PatientNumber,
        plannedSerial: Int32,
        shred: ShredDraft?,
        event: @escaping @Sendable (Commitment) throws -> LogEventDraft
    ) {
        self.version = version
        self.patient = patient
        self.plannedSerial = plannedSerial
        self.shred = shred
        self.event = event
    }
}
