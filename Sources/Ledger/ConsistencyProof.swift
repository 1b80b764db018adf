public import VaultCrypto

/// The hashes that show that a later tree only added entries to an earlier one (RFC 6962 section 2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of entries of the earlier tree.
    public let earlierSize: UInt64
    /// The number of entries of the later tree.
    public let laterSize: UInt64
    /// The nodes, in the order of RFC 6962.
    public let path: [Digest]

    /// Makes a proof; nothing is checked before ``verify(earlierRoot:laterRoot:)``.
    public init(earlierSize: UInt64, laterSize: UInt64, path: [Digest]) {
        self.earlierSize = earlierSize
        self.laterSize = laterSize
        self.path = path
    }

    /// Checks that the later tree begins with the whole earlier tree (RFC 9162 section 2.1.4.2).
    ///
    /// Every tree is consistent with the empty one and with itself, by an empty proof.
    /// - Throws: ``LedgerError`` with `badProof`.
    public func verify(earlierRoot: Digest, laterRoot: Digest) throws(LedgerError) {
        guard earlierSize <= laterSize else { throw Self.refused }
        if earlierSize == 0 || earlierSize == laterSize {
            let same =
                earlierSize == laterSize ? earlierRoot == laterRoot : earlierRoot == MerkleTree.emptyRoot
            guard path.isEmpty, same else { throw Self.refused }
            return
        }
        // A complete earlier tree is itself the first node of the proof and is left out of it.
        var nodes = path[...]
        if earlierSize & (earlierSize - 1) == 0 { nodes = [earlierRoot] + nodes }
        guard let first = nodes.popFirst() else { throw Self.refused }

        var node = earlierSize - 1
        var last = laterSize - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var earlier = first
        var later = first
        for sibling in nodes {
            guard last > 0 else { throw Self.refused }
            if node & 1 == 1 || node == last {
                earlier = MerkleTree.nodeHash(sibling, earlier)
                later = MerkleTree.nodeHash(sibling, later)
                while node & 1 == 0, node > 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                later = MerkleTree.nodeHash(later, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0, earlier == earlierRoot, later == laterRoot else { throw Self.refused }
    }

    private static let refused = LedgerError(
        .badProof,
        "the consistency proof does not lead from the earlier root to the later root"
    )
}
