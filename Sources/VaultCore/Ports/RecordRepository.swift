public import VaultModel

/// Records and their versions of one controller.
public protocol RecordRepository: Sendable {
    /// Hands out a slot of the patient and writes a new record with its first version in one transaction.
    ///
    /// - Throws: ``VaultError/Code/closed`` when the patient is not active.
    func store(_ draft: VersionDraft, for patient: PatientNumber) async throws

    /// Hands out slots and writes new records of any patients with their first versions, in one transaction.
    ///
    /// Every record's id was drawn for it, and is written nowhere else: the ids tell whether the transaction took effect.
    ///
    /// - Returns: What became of each, in their order; one that cannot be stored does not keep the others from it.
    func store(_ batch: [NewRecord]) async throws -> [NewRecord.Outcome]

    /// The same, all or nothing: unless all can be stored, none is, and the outcomes say which stood in the way.
    func storeWhole(_ batch: [NewRecord]) async throws -> [NewRecord.Outcome]

    /// Hands out a slot and writes the next version of a record in one transaction; the old one stays.
    ///
    /// - Throws: ``VaultError/Code/conflict`` when the newest version is not the one before the draft's,
    ///   ``VaultError/Code/closed`` when the record or its patient is not open for writing.
    func amend(_ draft: VersionDraft, of patient: PatientNumber) async throws

    /// Writes facts that were sealed anew, and the decisions about it, in one transaction.
    ///
    /// - Throws: ``VaultError/Code/conflict`` when the record has another newest version or other facts by now,
    ///   ``VaultError/Code/closed`` when the record or its patient is not open for writing.
    func restate(_ draft: RestatementDraft) async throws

    /// Corrects a record in one transaction: the versions before are closed for reading when they are to go, the next
    /// version is written, and the ledger entry that says so is queued.
    ///
    /// - Returns: The erasure to be driven on; `nil` when nothing goes.
    /// - Throws: ``VaultError/Code/conflict`` when the patient's file has changed since the rulebook was asked,
    ///   ``VaultError/Code/closed`` or ``VaultError/Code/erased`` when the record is not open for writing.
    func rectify(_ draft: RectificationDraft) async throws -> ShredRow?

    /// Moves records to another patient in one transaction: their keys are wrapped for places of that patient, and the old
    /// places are ordered to be destroyed.
    ///
    /// - Returns: The erasure of the old places, to be driven on.
    /// - Throws: ``VaultError/Code/conflict`` when one of the two files has changed since the rulebook was asked,
    ///   ``VaultError/Code/closed`` or ``VaultError/Code/erased`` when one of them, or a record, is not open for writing.
    func move(_ draft: MoveDraft) async throws -> ShredRow

    /// Stores a new record of a patient that belongs to another of theirs, in one transaction.
    ///
    /// - Throws: ``VaultError/Code/closed`` when the patient, or the record that it belongs to, is not open.
    func store(
        _ draft: VersionDraft,
        for patient: PatientNumber,
        linked kind: RecordLink.Kind,
        to record: RecordID
    )
        async throws

    /// How a patient's records belong together.
    func links(of patient: PatientNumber) async throws -> [RecordLink]

    /// The newest versions of a patient's records, in the order they were stored.
    func currentVersions(of patient: PatientNumber) async throws -> [VersionRow]

    /// All versions of all records of a patient, in the order they were stored.
    func allVersions(of patient: PatientNumber) async throws -> [VersionRow]

    /// All versions of a record, by number.
    func versions(of record: RecordID) async throws -> [VersionRow]

    /// One version of a record with the state of record and patient, read in one statement.
    func version(_ version: VersionNumber?, of record: RecordID) async throws -> (RecordRow, VersionRow)?

    /// The version with a slot, whatever closes it.
    func version(at slot: Slot) async throws -> VersionRow?

    /// The parts of a version, by number.
    func parts(at slot: Slot) async throws -> [PartRow]

    /// The parts of several versions, in order.
    func parts(ofEach slots: [Slot]) async throws -> [Slot: [PartRow]]

    /// Whether a record was erased, alone or with its patient, or this version of it.
    func wasErased(_ record: RecordID, version: VersionNumber?) async throws -> Bool

    /// Whether a record was moved in a newer database and lost with it.
    func wasLostInMove(_ record: RecordID) async throws -> Bool
}
