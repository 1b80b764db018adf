internal import VaultModel

/// A JWS in compact serialisation (RFC 7515) with EdDSA (RFC 8037), in exactly one form.
public struct JSONWebSignature: Hashable, Sendable {
    /// The media type of the payload, without `application/`.
    public let type: String
    /// Which key signed, as the format of the payload names keys.
    public let keyID: String
    /// What is signed.
    public let payload: [UInt8]
    /// The 64 bytes of the Ed25519 signature.
    let signature: [UInt8]

    /// Signs a payload.
    public init(signing payload: [UInt8], type: String, keyID: String, with key: borrowing SigningKey) {
        self.type = type
        self.keyID = keyID
        self.payload = payload
        signature = key.sign(Self.signingInput(type, keyID, payload))
    }

    /// Parses the compact form of a type; the header is compared byte for byte, and each part must be canonical base64url.
    ///
    /// Anything else is `nil`.
    public init?(_ text: String, type: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.bytes(parts[0]), let payload = Self.bytes(parts[1]),
            let signature = Self.bytes(parts[2]), signature.count == PublicKey.signatureSize,
            let keyID = (try? CanonicalJSON(decoding: header))?["kid"]?.stringValue,
            header == Self.header(type, keyID)
        else { return nil }
        self.type = type
        self.keyID = keyID
        self.payload = payload
        self.signature = signature
    }

    /// The compact form.
    public var text: String {
        String(decoding: Self.signingInput(type, keyID, payload), as: UTF8.self)
            + "." + Base64.encodeURL(signature)
    }

    /// Whether the signature fits a key.
    public func isValid(for key: PublicKey) -> Bool {
        key.isValid(signature, for: Self.signingInput(type, keyID, payload))
    }

    /// The bytes that are signed: both parts in base64url, joined by a dot (RFC 7515 section 5.1).
    private static func signingInput(_ type: String, _ keyID: String, _ payload: [UInt8]) -> [UInt8] {
        Array("\(Base64.encodeURL(header(type, keyID))).\(Base64.encodeURL(payload))".utf8)
    }

    private static func header(_ type: String, _ keyID: String) -> [UInt8] {
        CanonicalJSON.object(["alg": .string("EdDSA"), "kid": .string(keyID), "typ": .string(type)]).encoded
    }

    private static func bytes(_ part: Substring.UTF8View) -> [UInt8]? {
        String(part).flatMap(Base64.decodeURL)
    }
}
