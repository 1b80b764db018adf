public import VaultModel

/// What a patient can be found by, sealed; read when the index is renewed.
public struct PatientSearchRow: Sendable {
    /// The patient.
    public let patient: PatientRow
    /// The sealed identifiers.
    public let sealedSearch: [UInt8]
    /// The slot that seals them; `nil` for serial 0, of patients from before there was another.
    public let slot: Slot?

    /// Makes a row.
    public init(patient: PatientRow, sealedSearch: [UInt8], slot: Slot?) {
        self.patient = patient
        self.sealedSearch = sealedSearch
        self.slot = slot
    }
}
