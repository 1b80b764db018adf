internal import CSodium

/// Random bytes that are public: nonces, salts, identifiers.
public enum RandomBytes {
    /// Returns `count` uniformly random bytes from the system's generator.
    public static func make(_ count: Int) -> [UInt8] {
        Sodium.require()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { unsafe randombytes_buf(base, count) }
            initialized = count
        }
    }
}
