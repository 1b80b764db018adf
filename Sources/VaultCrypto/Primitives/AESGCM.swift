/// AES-256-GCM (NIST SP 800-38D) for single messages, from OpenSSL.
///
/// A sealed message is the ciphertext followed by the 16-byte tag. The caller answers for never using a nonce twice
/// under one key.
public enum AESGCM {
    /// The number of bytes of a key.
    public static let keySize = 32
    /// The number of bytes of a nonce.
    public static let nonceSize = 12
    /// The number of bytes by which sealing makes a message longer.
    public static let tagSize = 16

    /// Returns ciphertext and tag of a span.
    public static func seal(
        _ plaintext: RawSpan,
        key: borrowing SecretBytes,
        nonce: [UInt8],
        aad: [UInt8]
    ) -> [UInt8] {
        var context = GCMContext(key: key, direction: .seal)
        let count = plaintext.byteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: count + tagSize) { output, initialized in
            guard let base = output.baseAddress else { return }
            unsafe plaintext.withPointer { source in
                unsafe context.seal(source, count: count, nonce: nonce, aad: aad, into: base)
            }
            initialized = count + tagSize
        }
    }

    /// Returns ciphertext and tag of an array.
    public static func seal(
        _ plaintext: [UInt8],
        key: borrowing SecretBytes,
        nonce: [UInt8],
        aad: [UInt8]
    ) -> [UInt8] {
        unsafe seal(plaintext.span.bytes, key: key, nonce: nonce, aad: aad)
    }

    /// Returns ciphertext and tag of a secret.
    public static func seal(
        secret: borrowing SecretBytes,
        key: borrowing SecretBytes,
        nonce: [UInt8],
        aad: [UInt8]
    ) -> [UInt8] {
        secret.withBytes { seal($0, key: key, nonce: nonce, aad: aad) }
    }

    /// Returns the plaintext of a sealed message.
    /// - Throws: `CryptoError` with code `authentication` when it was changed or belongs elsewhere, `size` when it is
    ///   too short to be one.
    public static func open(
        _ sealed: [UInt8],
        key: borrowing SecretBytes,
        nonce: [UInt8],
        aad: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let count = try plaintextSize(of: sealed)
        var context = GCMContext(key: key, direction: .open)
        var isGenuine = false
        let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: max(count, 1)) { output, initialized in
            guard let base = output.baseAddress else { return }
            isGenuine = unsafe sealed.span.bytes.withPointer { source in
                unsafe context.open(source, count: count, nonce: nonce, aad: aad, into: base)
            }
            initialized = isGenuine ? count : 0
        }
        guard isGenuine else { throw Self.refusal }
        return plaintext
    }

    /// Returns the plaintext of a sealed message as a secret.
    /// - Throws: as `open`.
    public static func openSecret(
        _ sealed: [UInt8],
        key: borrowing SecretBytes,
        nonce: [UInt8],
        aad: [UInt8]
    ) throws(CryptoError) -> SecretBytes {
        let count = try plaintextSize(of: sealed)
        var context = GCMContext(key: key, direction: .open)
        return try unsafe SecretBytes(
            count: count,
            writingTo: { (output) throws(CryptoError) in
                let isGenuine = unsafe sealed.span.bytes.withPointer { source in
                    unsafe context.open(source, count: count, nonce: nonce, aad: aad, into: output)
                }
                guard isGenuine else { throw Self.refusal }
            }
        )
    }

    private static func plaintextSize(of sealed: [UInt8]) throws(CryptoError) -> Int {
        guard sealed.count >= tagSize else {
            throw CryptoError(.size, "the sealed bytes are too short to carry their tag")
        }
        return sealed.count - tagSize
    }

    private static var refusal: CryptoError {
        CryptoError(.authentication, "the sealed bytes were changed or belong to another key or place")
    }
}
