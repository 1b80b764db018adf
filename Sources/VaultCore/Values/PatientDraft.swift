internal import VaultModel

/// A patient ready to be written together with the identity record.
public struct PatientDraft: Sendable {
    /// The patient.
    public let patient: PatientRow
    /// What the patient can be found by, sealed under serial 0.
    public let sealedSearch: [UInt8]
    /// The tokens under the current index key.
    public let tokens: [TokenRow]
    /// The number of the current index key.
    public let tokenKey: Int32
    /// The identity record; it takes serial 1.
    public let identity: VersionDraft

    /// Makes a draft.
    public init(
        patient: PatientRow,
        sealedSearch: [UInt8],
        tokens: [TokenRow],
        tokenKey: Int32,
        identity: VersionDraft
    ) {
        self.patient = patient
        self.sealedSearch = sealedSearch
        self.tokens = tokens
        self.tokenKey = tokenKey
        self.identity = identity
    }
}
