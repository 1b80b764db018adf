/// The keys of one object, derived from the record key, the object's salt and its label.
struct ObjectKeys: ~Copyable {
    /// The AES-256-GCM key of the chunks.
    let chunkKey: SecretBytes
    /// A value that only this key gives; AES-GCM alone would let a ciphertext open under two keys.
    let keyCommitment: SecretBytes

    init(recordKey: borrowing SecretBytes, salt: [UInt8], kind: ObjectKind) {
        precondition(recordKey.count == ObjectFormat.keySize, "a record key has 32 bytes")
        let material = HKDF.derive(from: recordKey, salt: salt, info: kind.label, count: 64)
        chunkKey = material.copy(0..<32)
        keyCommitment = material.copy(32..<64)
    }
}
