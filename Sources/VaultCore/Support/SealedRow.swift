internal import VaultCrypto
internal import VaultModel

/// Small sealed rows: length, content and zero bytes up to a multiple of 256 bytes.
///
/// The sealed form is nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16) under a key that belongs to one use of one slot.
enum SealedRow {
    /// Seals content under the key of a slot's use, bound to what it belongs to.
    static func seal(_ content: [UInt8], key: borrowing SecretBytes, context: [UInt8]) -> [UInt8] {
        let length = content.count + 4
        var plaintext: [UInt8] = []
        for shift in [24, 16, 8, 0] { plaintext.append(UInt8(truncatingIfNeeded: content.count >> shift)) }
        plaintext.append(contentsOf: content)
        plaintext.append(contentsOf: repeatElement(0, count: (length + 255) / 256 * 256 - length))
        let nonce = RandomBytes.make(12)
        return nonce + AESGCM.seal(plaintext, key: key, nonce: nonce, aad: label + context)
    }

    /// Opens what ``seal(_:key:context:)`` made.
    ///
    /// - Throws: `CryptoError` when key, context or bytes do not fit, ``VaultError/Code/damaged`` for a wrong length.
    static func open(_ sealed: [UInt8], key: borrowing SecretBytes, context: [UInt8]) throws -> [UInt8] {
        guard sealed.count >= 12 + 4 + 16 else { throw VaultError(.damaged, "a sealed row is too short") }
        let plaintext = try AESGCM.open(
            Array(sealed.dropFirst(12)),
            key: key,
            nonce: Array(sealed.prefix(12)),
            aad: label + context
        )
        let count = plaintext.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard count <= plaintext.count - 4 else {
            throw VaultError(.damaged, "a sealed row has a wrong length")
        }
        return Array(plaintext[4..<4 + count])
    }

    private static let label = Array("lethe.row.v1".utf8)
}
