internal import CSodium

/// An Ed25519 signing key (RFC 8032).
public struct SigningKey: ~Copyable, Sendable {
    /// The number of bytes of the seed from which a key is made.
    public static let seedSize = 32

    // libsodium's form: seed, then public key.
    private let pair: SecretBytes
    /// The key that verifies the signatures.
    public let publicKey: PublicKey

    /// Creates the key that belongs to a 32-byte seed.
    public init(seed: consuming SecretBytes) {
        precondition(seed.count == Self.seedSize, "an Ed25519 seed has 32 bytes")
        Sodium.require()
        var publicBytes = [UInt8](repeating: 0, count: PublicKey.size)
        pair = unsafe SecretBytes(
            count: 64,
            writingTo: { pair in
                unsafe seed.withPointer { unsafe _ = crypto_sign_seed_keypair(&publicBytes, pair, $0) }
            }
        )
        publicKey = PublicKey(validated: publicBytes)
    }

    /// Returns a new random key.
    public static func generate() -> SigningKey {
        SigningKey(seed: SecretBytes(random: seedSize))
    }

    /// Returns the 64-byte signature of a message; the same message always gives the same signature.
    public borrowing func sign(_ message: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: PublicKey.signatureSize) { output, initialized in
            guard let base = output.baseAddress else { return }
            unsafe pair.withPointer { key in
                unsafe _ = crypto_sign_detached(base, nil, message, UInt64(message.count), key)
            }
            initialized = PublicKey.signatureSize
        }
    }

    /// Returns a copy of the seed, for writing it to a key file.
    public borrowing func seed() -> SecretBytes {
        pair.copy(0..<Self.seedSize)
    }
}
