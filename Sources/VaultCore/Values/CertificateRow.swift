public import VaultModel

/// An issued certificate.
public struct CertificateRow: Sendable {
    /// Its id.
    public let id: CertificateID
    /// The shred it is about.
    public let shred: ShredID
    /// The signed text.
    public let jws: String
    /// When it was issued.
    public let issuedAt: Timestamp

    /// Makes a row.
    public init(id: CertificateID, shred: ShredID, jws: String, issuedAt: Timestamp) {
        self.id = id
        self.shred = shred
        self.jws = jws
        self.issuedAt = issuedAt
    }
}
