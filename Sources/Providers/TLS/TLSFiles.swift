/// The files with which a machine says who it is and whom it trusts, in PEM.
public struct TLSFiles: Hashable, Sendable {
    /// The machine's own certificate, with those between it and the authority.
    public let certificate: String
    /// The private key of that certificate.
    public let key: String
    /// The certificate of the one authority that the other machine's certificate must come from; no other counts.
    public let authority: String

    /// Names the files.
    public init(certificate: String, key: String, authority: String) {
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }
}
