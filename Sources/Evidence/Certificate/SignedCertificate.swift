import Ledger
public import VaultCrypto
import VaultModel

/// A certificate as it is handed out: a JWS in compact form, usually in a file named `.jws`.
public struct SignedCertificate: Hashable, Sendable {
    /// The largest certificate that is read, in bytes.
    public static let maximumSize = 4 << 20

    /// What is certified.
    public let certificate: ErasureCertificate
    /// The whole JWS: three parts in base64url, without a newline.
    public let text: String

    /// The media type of a certificate, without `application/`.
    static let type = "lethe-erasure-certificate+jwt"

    private let jws: JSONWebSignature

    /// Signs a certificate.
    ///
    /// - Throws: ``EvidenceError`` with `badSignature` when the key is not the certificate's issuer, with
    ///   `malformed` when a text of the certificate could not be read back.
    public init(
        signing certificate: ErasureCertificate,
        with key: borrowing SigningKey
    ) throws(EvidenceError) {
        guard key.publicKey == certificate.issuer.publicKey else {
            throw EvidenceError(.badSignature, "the signing key is not the one that the certificate names")
        }
        let payload = certificate.json.encoded
        let reference = certificate.issuer.reference
        try self.init(JSONWebSignature(signing: payload, type: Self.type, keyID: reference, with: key).text)
    }

    /// Parses a certificate; its signature is checked only by a ``CertificateVerifier``.
    ///
    /// - Throws: ``EvidenceError`` with `malformed`.
    public init(_ text: String) throws(EvidenceError) {
        guard text.utf8.count <= Self.maximumSize else { throw MemberReader.refused }
        guard let jws = JSONWebSignature(text, type: Self.type),
            let json = try? CanonicalJSON(decoding: jws.payload)
        else { throw MemberReader.refused }
        let certificate = try ErasureCertificate(json)
        guard jws.keyID.utf8.elementsEqual(certificate.issuer.reference.utf8) else {
            throw MemberReader.refused
        }
        self.certificate = certificate
        self.text = text
        self.jws = jws
    }

    /// The SHA-256 of the JWS, by which people can compare copies.
    public var fingerprint: Digest {
        SHA256.hash(Array(text.utf8))
    }

    /// Whether the signature fits the key that the certificate names.
    var isSignatureValid: Bool {
        jws.isValid(for: certificate.issuer.publicKey)
    }
}
