public import VaultCrypto

/// The hashes that lead from one entry to the root (RFC 6962 section 2.1.1).
public struct InclusionProof: Hashable, Sendable {
    /// The place of the entry, counted from 0.
    public let index: UInt64
    /// The number of entries of the tree.
    public let size: UInt64
    /// The siblings on the way, from the leaf's sibling to the root's child.
    public let path: [Digest]

    /// Makes a proof; nothing is checked before ``verify(leaf:root:)``.
    public init(index: UInt64, size: UInt64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Checks that the entry with this leaf hash stands at ``index`` in the tree with this root
    /// (RFC 9162 section 2.1.3.2).
    ///
    /// - Throws: ``LedgerError`` with `badProof`.
    public func verify(leaf: Digest, root: Digest) throws(LedgerError) {
        guard index < size else { throw Self.refused }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in path {
            guard last > 0 else { throw Self.refused }
            if node & 1 == 1 || node == last {
                hash = MerkleTree.nodeHash(sibling, hash)
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0, hash == root else { throw Self.refused }
    }

    private static let refused = LedgerError(
        .badProof,
        "the inclusion proof does not lead from the entry to the checkpoint's root"
    )
}
