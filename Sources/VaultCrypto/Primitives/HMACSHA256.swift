internal import CSodium

/// HMAC-SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// Returns the authentication value of a public message under a secret key.
    public static func authenticate(_ message: [UInt8], key: borrowing SecretBytes) -> Digest {
        var state = crypto_auth_hmacsha256_state()
        defer { unsafe sodium_memzero(&state, MemoryLayout<crypto_auth_hmacsha256_state>.size) }
        unsafe key.withPointer { unsafe _ = crypto_auth_hmacsha256_init(&state, $0, key.count) }
        unsafe crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest.size) { output in
            if let base = output.baseAddress { unsafe crypto_auth_hmacsha256_final(&state, base) }
            return unsafe Digest(span: UnsafeRawBufferPointer(output).bytes)
        }
    }
}
