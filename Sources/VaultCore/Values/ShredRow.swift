public import Keyring
public import VaultModel

/// A shred as the database knows it.
public struct ShredRow: Sendable {
    /// The shred.
    public let id: ShredID
    /// The request to the key safe; repeating it does nothing twice.
    public let request: RequestID
    /// The certificate it will carry.
    public let certificate: CertificateID
    /// Why.
    public let cause: ShredCause
    /// The patient, when the whole patient goes.
    public let patient: PatientNumber?
    /// How far it has come.
    public let state: ShredState
    /// The prefixes to puncture: the patient's, or one for each version.
    public let prefixes: [Prefix]
    /// The office slot that seals its order and its file.
    public let slot: Slot
    /// The tree of that slot.
    public let tree: TreeNumber
    /// What was ordered, sealed.
    public let sealedOrder: [UInt8]
    /// What it took, once the record step has run.
    public let record: ShredRecord?
    /// The position of that entry, once it has one.
    public let entry: UInt64?
    /// The index renewal that belongs to it.
    public let indexRenewal: RequestID?
    /// Closed for reading since.
    public let fencedAt: Timestamp
    /// The key-safe epoch of its puncture, once the database knows it.
    public let epoch: Epoch?

    /// Makes a row.
    public init(
        id: ShredID,
        request: RequestID,
        certificate: CertificateID,
        cause: ShredCause,
        patient: PatientNumber?,
        state: ShredState,
        prefixes: [Prefix],
        slot: Slot,
        tree: TreeNumber,
        sealedOrder: [UInt8],
        record: ShredRecord?,
        entry: UInt64?,
        indexRenewal: RequestID?,
        fencedAt: Timestamp,
        epoch: Epoch?
    ) {
        self.id = id
        self.request = request
        self.certificate = certificate
        self.cause = cause
        self.patient = patient
        self.state = state
        self.prefixes = prefixes
        self.slot = slot
        self.tree = tree
        self.sealedOrder = sealedOrder
        self.record = record
        self.entry = entry
        self.indexRenewal = indexRenewal
        self.fencedAt = fencedAt
        self.epoch = epoch
    }
}
