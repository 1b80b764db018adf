internal import VaultModel

/// What a patient can be found by, sealed; read when the index is renewed.
public struct PatientSearchRow: Sendable {
    /// The patient.
    public let patient: PatientRow
    /// The sealed identifiers.
    public let sealedSearch: [UInt8]

    /// Makes a row.
    public init(patient: PatientRow, sealedSearch: [UInt8]) {
        self.patient = patient
        self.sealedSearch = sealedSearch
    }
}
