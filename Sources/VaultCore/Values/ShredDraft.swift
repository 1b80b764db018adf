public import Keyring
public import VaultCrypto
public import VaultModel

/// What a shred needs before its fence; the rest is known only inside the fence's transaction.
public struct ShredDraft: Sendable {
    /// What the fence has found: the versions and the office slot that seals the file.
    public struct Fenced: Sendable {
        /// The patient, when the whole patient goes.
        public let patient: PatientRow?
        /// The versions, locked.
        public let versions: [ShredVersion]
        /// The office slot.
        public let slot: Slot

        /// Makes the finding.
        public init(patient: PatientRow?, versions: [ShredVersion], slot: Slot) {
            self.patient = patient
            self.versions = versions
            self.slot = slot
        }
    }

    /// What is written with the fence.
    public struct Intent: Sendable {
        /// The time from which the records are closed.
        public let fencedAt: Timestamp
        /// The prefixes to puncture.
        public let prefixes: [Prefix]
        /// The sealed ``ShredFile``.
        public let sealedFile: [UInt8]
        /// The commitment of the ledger entry to come.
        public let commitment: Commitment

        /// Makes the intent.
        public init(fencedAt: Timestamp, prefixes: [Prefix], sealedFile: [UInt8], commitment: Commitment) {
            self.fencedAt = fencedAt
            self.prefixes = prefixes
            self.sealedFile = sealedFile
            self.commitment = commitment
        }
    }

    /// The shred.
    public let id: ShredID
    /// The request to the key safe.
    public let request: RequestID
    /// The certificate it will carry.
    public let certificate: CertificateID
    /// What it takes.
    public let scope: ShredScope
    /// The index renewal that belongs to it.
    public let indexRenewal: RequestID?
    /// Seals the file once the versions are locked; runs inside the transaction.
    public let seal: @Sendable (Fenced) throws -> Intent

    /// Makes a draft.
    public init(
        id: ShredID,
        request: RequestID,
        certificate: CertificateID,
        scope: ShredScope,
        indexRenewal: RequestID?,
        seal: @escaping @Sendable (Fenced) throws -> Intent
    ) {
        self.id = id
        self.request = request
        self.certificate = certificate
        self.scope = scope
        self.indexRenewal = indexRenewal
        self.seal = seal
    }
}
