public import VaultCrypto

/// A live node of a key tree: its place and its seed, from which every key below it follows.
///
/// The seed is wiped with the last reference.
public final class KeyNode: Sendable {
    /// The place.
    public let prefix: Prefix
    /// The 32-byte seed.
    public let seed: SecretBytes

    /// The number of bytes of a seed.
    public static let seedSize = 32

    /// Makes a node.
    ///
    /// - Precondition: the seed has 32 bytes.
    public init(prefix: Prefix, seed: consuming SecretBytes) {
        precondition(seed.count == Self.seedSize, "a seed has 32 bytes")
        self.prefix = prefix
        self.seed = seed
    }
}
