extension PublicKey {
    /// Reads a public key from PEM: the key itself (SPKI, RFC 8410), or the public half of a private one.
    ///
    /// - Throws: `CryptoError` with code `key` for anything else.
    public init(pem text: borrowing SecretBytes) throws(CryptoError) {
        let bytes =
            PEMKey(reading: text, isPrivate: false)?.publicBytes
            ?? PEMKey(reading: text, isPrivate: true)?.publicBytes
        guard let bytes, let key = PublicKey(bytes: bytes) else {
            throw CryptoError(.key, "this is no Ed25519 key in PEM; a private one may have no password")
        }
        self = key
    }

    /// The key as PEM (SPKI).
    public var pem: String {
        guard let key = PEMKey(self) else { preconditionFailure("a valid point is a key") }
        let text = key.text(isPrivate: false)
        return String(decoding: text.publicBytes(in: 0..<text.count), as: UTF8.self)
    }
}
