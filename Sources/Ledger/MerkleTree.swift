public import VaultCrypto

/// The hashes of a Merkle tree (RFC 6962 section 2.1) over SHA-256.
public enum MerkleTree {
    /// The root of the tree without entries: the hash of the empty string.
    public static let emptyRoot = SHA256.hash([])

    /// The hash of an entry: SHA-256 of the byte 0 and the entry.
    public static func leafHash(_ entry: [UInt8]) -> Digest {
        SHA256.hash([0x00] + entry)
    }

    /// The hash of an inner node: SHA-256 of the byte 1 and both children.
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.hash(prefix: 0x01, left, right)
    }

    /// The largest power of two below `count`, at which RFC 6962 splits a tree of `count` entries.
    ///
    /// - Precondition: `count` is at least 2.
    static func split(_ count: UInt64) -> UInt64 {
        precondition(count >= 2, "a tree of fewer than two entries is not split")
        return 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
