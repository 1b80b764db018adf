/// Two secrets of 32 bytes that one hash gave.
public struct SeedPair: ~Copyable, Sendable {
    /// The first 32 bytes.
    public let left: SecretBytes
    /// The last 32 bytes.
    public let right: SecretBytes

    init(left: consuming SecretBytes, right: consuming SecretBytes) {
        self.left = left
        self.right = right
    }

    /// Returns one of the two and lets the other be wiped.
    public consuming func take(right wantsRight: Bool) -> SecretBytes {
        wantsRight ? right : left
    }
}
