public import Keyring
public import VaultCrypto
public import VaultModel

/// A shred as the database knows it.
public struct ShredRow: Sendable {
    /// The shred.
    public let id: ShredID
    /// The request to the key safe; repeating it does nothing twice.
    public let request: RequestID
    /// The certificate it will carry.
    public let certificate: CertificateID
    /// The patient, when the whole patient goes.
    public let patient: PatientNumber?
    /// How far it has come.
    public let state: ShredState
    /// The prefixes to puncture.
    public let prefixes: [Prefix]
    /// The versions it takes.
    public let versions: [ShredVersion]
    /// The office slot that seals its file.
    public let slot: Slot
    /// The sealed ``ShredFile``.
    public let sealedFile: [UInt8]
    /// The commitment of its ledger entry.
    public let commitment: Commitment
    /// The position of that entry, once it has one.
    public let entry: UInt64?
    /// The index renewal that belongs to it.
    public let indexRenewal: RequestID?
    /// Closed for reading since.
    public let fencedAt: Timestamp
    /// The key-safe epoch of its puncture, once that is done.
    public let epoch: Epoch?

    /// Makes a row.
    public init(
        id: ShredID,
        request: RequestID,
        certificate: CertificateID,
        patient: PatientNumber?,
        state: ShredState,
        prefixes: [Prefix],
        versions: [ShredVersion],
        slot: Slot,
        sealedFile: [UInt8],
        commitment: Commitment,
        entry: UInt64?,
        indexRenewal: RequestID?,
        fencedAt: Timestamp,
        epoch: Epoch?
    ) {
        self.id = id
        self.request = request
        self.certificate = certificate
        self.patient = patient
        self.state = state
        self.prefixes = prefixes
        self.versions = versions
        self.slot = slot
        self.sealedFile = sealedFile
        self.commitment = commitment
        self.entry = entry
        self.indexRenewal = indexRenewal
        self.fencedAt = fencedAt
        self.epoch = epoch
    }
}
