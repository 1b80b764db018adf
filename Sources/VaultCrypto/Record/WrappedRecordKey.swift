/// Record key and opening, sealed under the wrap key of one slot; this is what the database keeps.
public struct WrappedRecordKey: Hashable, Sendable {
    /// The number of bytes: nonce, ciphertext, tag.
    public static let size = AESGCM.nonceSize + ObjectFormat.keySize + Opening.size + AESGCM.tagSize
    private static let label = Array("lethe.wrap.v1".utf8)

    /// The bytes to store.
    public let bytes: [UInt8]

    /// Takes bytes as stored.
    /// - Throws: `CryptoError` with code `size` when they are not 92 bytes.
    public init(bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == Self.size else {
            throw CryptoError(.size, "a wrapped record key has 92 bytes")
        }
        self.bytes = bytes
    }

    /// Wraps the secrets of a version under a wrap key, with a fresh random nonce.
    public init(wrapping secrets: borrowing RecordSecrets, under wrapKey: borrowing SecretBytes) {
        self.init(wrapping: secrets, under: wrapKey, nonce: RandomBytes.make(AESGCM.nonceSize))
    }

    /// Wraps with a given nonce; only vectors need it.
    init(wrapping secrets: borrowing RecordSecrets, under wrapKey: borrowing SecretBytes, nonce: [UInt8]) {
        var plaintext = SecretBuilder(capacity: ObjectFormat.keySize + Opening.size)
        plaintext.append(secrets.recordKey)
        plaintext.append(secrets.opening.scalar)
        bytes = nonce + AESGCM.seal(secret: plaintext.finish(), key: wrapKey, nonce: nonce, aad: Self.label)
    }

    /// Returns the secrets of the version.
    /// - Throws: `CryptoError`: `authentication` when the wrap key is not the right one or the bytes were changed.
    public func unwrap(under wrapKey: borrowing SecretBytes) throws(CryptoError) -> RecordSecrets {
        let nonce = Array(bytes.prefix(AESGCM.nonceSize))
        let sealed = Array(bytes.dropFirst(AESGCM.nonceSize))
        let plaintext = try AESGCM.openSecret(sealed, key: wrapKey, nonce: nonce, aad: Self.label)
        return RecordSecrets(
            recordKey: plaintext.copy(0..<ObjectFormat.keySize),
            opening: try Opening(plaintext.copy(ObjectFormat.keySize..<plaintext.count))
        )
    }
}
