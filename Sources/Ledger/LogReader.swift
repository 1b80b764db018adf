public import VaultCrypto

/// Entries and proofs from a ledger's directory; needs no key and changes nothing.
public struct LogReader: Sendable {
    let store: TileStore

    /// Reads the ledger in `directory`.
    public init(directory: String) {
        store = TileStore(directory: directory)
    }

    /// The published checkpoint, its signature not yet checked; `nil` when there is none.
    ///
    /// - Throws: `FileError`, or ``LedgerError`` with `malformed`.
    public func checkpoint() throws -> SignedCheckpoint? {
        try store.publishedCheckpoint()
    }

    /// Entries of the ledger when it had `size` of them.
    ///
    /// - Throws: ``LedgerError`` with `outOfRange` or `damaged`.
    public func entries(in range: Range<UInt64>, size: UInt64) throws(LedgerError) -> [[UInt8]] {
        guard range.upperBound <= size else { throw Self.outOfRange }
        var entries: [[UInt8]] = []
        var next = range.lowerBound
        while next < range.upperBound {
            let index = next / UInt64(TilePath.fullWidth)
            guard let path = TilePath(.entries, index: index, inTreeOf: size) else { throw Self.outOfRange }
            let start = index * UInt64(TilePath.fullWidth)
            let end = min(range.upperBound, start + UInt64(path.width))
            entries += try store.entries(path)[Int(next - start)..<Int(end - start)]
            next = end
        }
        return entries
    }

    /// The root of the ledger when it had `size` entries.
    ///
    /// - Throws: ``LedgerError`` with `damaged`.
    public func root(size: UInt64) throws(LedgerError) -> Digest {
        guard size > 0 else { return MerkleTree.emptyRoot }
        var view = TreeView(store: store, size: size)
        return try view.root(of: 0..<size)
    }

    /// Proves where an entry stands among the first `size`.
    ///
    /// - Throws: ``LedgerError`` with `outOfRange` or `damaged`.
    public func inclusionProof(of index: UInt64, size: UInt64) throws(LedgerError) -> InclusionProof {
        guard index < size else { throw Self.outOfRange }
        var view = TreeView(store: store, size: size)
        let path = try view.inclusionPath(of: index, in: 0..<size)
        return InclusionProof(index: index, size: size, path: path)
    }

    /// Proves that the first `later` entries begin with the first `earlier`.
    ///
    /// - Throws: ``LedgerError`` with `outOfRange` or `damaged`.
    public func consistencyProof(
        from earlier: UInt64,
        to later: UInt64
    ) throws(LedgerError) -> ConsistencyProof {
        guard earlier <= later else { throw Self.outOfRange }
        var view = TreeView(store: store, size: later)
        let path = try view.consistencyPath(from: earlier)
        return ConsistencyProof(earlierSize: earlier, laterSize: later, path: path)
    }

    /// Computes the whole tree again from its entries and compares every tile and the root.
    ///
    /// - Throws: ``LedgerError`` with `damaged` at the first difference.
    public func audit(_ checkpoint: Checkpoint) throws(LedgerError) {
        var edge = RightEdge()
        while edge.size < checkpoint.size {
            let end = min(checkpoint.size, edge.size + UInt64(TilePath.fullWidth))
            let bundle = try entries(in: edge.size..<end, size: checkpoint.size)
            for tile in edge.append(bundle) where tile.path.isFull || edge.size == checkpoint.size {
                guard case .hashes = tile.path.content else { continue }
                guard try store.hashes(tile.path) == Tile.hashes(in: tile.bytes, width: tile.path.width)
                else {
                    throw Self.different
                }
            }
        }
        guard edge.root == checkpoint.root else { throw Self.different }
    }

    private static let outOfRange = LedgerError(.outOfRange, "the ledger has no such entry or size")
    private static let different = LedgerError(
        .damaged,
        "a tile of the ledger is not the hash of its entries; restore the ledger's directory"
    )
}
