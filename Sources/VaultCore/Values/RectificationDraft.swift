public import VaultCrypto
public import VaultModel

/// The correction of a record, ready to be written: a new version, the ledger entry that says so, what the rules said,
/// the statement of disagreement, and, when what was wrong is to go, the erasure of the versions before.
public struct RectificationDraft: Sendable {
    /// The new version.
    public let version: VersionDraft
    /// Whose it is.
    public let patient: PatientNumber
    /// The patient's counter of changes when the rulebook was asked; another one is a conflict.
    public let plannedSerial: Int32
    /// The erasure of the versions before; `nil` when they stay readable.
    public let shred: ShredDraft?
    /// The statement of disagreement, a record of its own; `nil` when there is none.
    public let statement: VersionDraft?
    /// What the patient is found by from now on; `nil` when the record does not say who they are.
    public let search: SearchDraft?
    /// What the rules said, sealed to be kept with the new version.
    public let decision: @Sendable (Slot) throws -> DecisionRow
    /// Commits to the rectification, once the new version's commitment is known.
    public let event: @Sendable (Commitment) throws -> LogEventDraft

    /// Makes a draft.
    public init(
        version: VersionDraft,
        patient: PatientNumber,
        plannedSerial: Int32,
        shred: ShredDraft?,
        statement: VersionDraft?,
        search: SearchDraft?,
        decision: @escaping @Sendable (Slot) throws -> DecisionRow,
        event: @escaping @Sendable (Commitment) throws -> LogEventDraft
    ) {
        self.version = version
        self.patient = patient
        self.plannedSerial = plannedSerial
        self.shred = shred
        self.statement = statement
        self.search = search
        self.decision = decision
        self.event = event
    }
}
