public import Ledger

/// What the person who verifies knows from elsewhere; whatever is `nil` is taken from the file and said so.
public struct TrustedKeys: Hashable, Sendable {
    /// The key that must have signed the certificate.
    public let certificateKey: VerifierKey?
    /// The key that must have signed the ledger's checkpoint.
    public let logKey: VerifierKey?
    /// The name that the certificate's key must have.
    public let issuer: String?

    /// Trusts these keys.
    public init(certificateKey: VerifierKey? = nil, logKey: VerifierKey? = nil, issuer: String? = nil) {
        self.certificateKey = certificateKey
        self.logKey = logKey
        self.issuer = issuer
    }
}
