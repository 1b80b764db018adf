internal import CSodium

/// SHA-512 (FIPS 180-4), from libsodium, which wipes its working memory.
public enum SHA512 {
    /// The number of bytes of a SHA-512 value.
    public static let size = 64

    /// Returns the 64 bytes of the hash of public bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: size) { output, initialized in
            if let base = output.baseAddress {
                unsafe crypto_hash_sha512(base, bytes, UInt64(bytes.count))
                initialized = size
            }
        }
    }

    /// Returns the hash of public bytes followed by a secret.
    public static func hash(label: [UInt8], secret: borrowing SecretBytes) -> SecretBytes {
        let count = label.count + secret.count
        let message = SecretBytes(count: count) { span in
            unsafe span.withUnsafeMutableBytes { target in
                unsafe target.copyBytes(from: label)
                secret.withBytes { span in
                    unsafe span.withUnsafeBytes { source in
                        unsafe UnsafeMutableRawBufferPointer(rebasing: target[label.count...])
                            .copyMemory(from: source)
                    }
                }
            }
        }
        return unsafe SecretBytes(
            count: size,
            writingTo: { output in
                unsafe message.withPointer { unsafe _ = crypto_hash_sha512(output, $0, UInt64(count)) }
            }
        )
    }

    /// Returns the two halves of the hash of `label` followed by `seed`, as the key trees need it.
    public static func split(label: [UInt8], seed: borrowing SecretBytes) -> SeedPair {
        let both = hash(label: label, secret: seed)
        return SeedPair(left: both.copy(0..<32), right: both.copy(32..<64))
    }
}
