public import VaultModel

/// One identifier token: an HMAC under the index key and the patient it finds.
public struct TokenRow: Sendable {
    /// What a token was made from.
    public enum Kind: Int16, Sendable {
        /// A strong identifier: system and value.
        case identifier = 1
        /// Name and birth date together.
        case demographic = 2
    }

    /// The HMAC, 32 bytes.
    public let token: [UInt8]
    /// The patient.
    public let patient: PatientNumber
    /// What it was made from.
    public let kind: Kind

    /// Makes a row.
    public init(token: [UInt8], patient: PatientNumber, kind: Kind) {
        self.token = token
        self.patient = patient
        self.kind = kind
    }
}
