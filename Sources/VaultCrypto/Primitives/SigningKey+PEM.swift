extension SigningKey {
    /// Reads a private key as other programs keep it: PEM with PKCS#8 (RFC 8410), not protected by a password.
    ///
    /// - Throws: `CryptoError` with code `key` for anything else.
    public init(pem text: borrowing SecretBytes) throws(CryptoError) {
        guard let key = PEMKey(reading: text, isPrivate: true) else {
            throw CryptoError(.key, "this is no private Ed25519 key in PEM without a password")
        }
        self.init(seed: key.seed())
    }

    /// The private key as PEM with PKCS#8, for a file that only its owner can read.
    public borrowing func pem() -> SecretBytes {
        guard let key = PEMKey(seed: seed()) else { preconditionFailure("an Ed25519 seed is a key") }
        return key.text(isPrivate: true)
    }
}
