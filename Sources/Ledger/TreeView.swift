import VaultCrypto

/// The nodes of a tree of a given size, read from its tiles, each tile once.
struct TreeView {
    /// Where the tiles are.
    let store: TileStore
    /// How many entries the tree has.
    let size: UInt64

    private var tiles: [TilePath: [Digest]] = [:]

    /// Looks at the first `size` entries of a ledger.
    init(store: TileStore, size: UInt64) {
        self.store = store
        self.size = size
    }

    /// The root over some entries; the range begins where RFC 6962 splits the tree.
    mutating func root(of range: Range<UInt64>) throws(LedgerError) -> Digest {
        let count = UInt64(range.count)
        if count & (count - 1) == 0 {
            let height = count.trailingZeroBitCount
            return try node(height: height, index: range.lowerBound >> UInt64(height))
        }
        let middle = range.lowerBound + MerkleTree.split(count)
        let left = try root(of: range.lowerBound..<middle)
        return MerkleTree.nodeHash(left, try root(of: middle..<range.upperBound))
    }

    /// The path of RFC 6962 section 2.1.1 for one entry among those of `range`.
    mutating func inclusionPath(
        of index: UInt64,
        in range: Range<UInt64>
    ) throws(LedgerError) -> [Digest] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + MerkleTree.split(UInt64(range.count))
        let left = range.lowerBound..<middle
        let right = middle..<range.upperBound
        let (towards, away) = index < middle ? (left, right) : (right, left)
        return try inclusionPath(of: index, in: towards) + [try root(of: away)]
    }

    /// The path of RFC 6962 section 2.1.2 from the tree of `earlier` entries to this one.
    mutating func consistencyPath(from earlier: UInt64) throws(LedgerError) -> [Digest] {
        guard earlier > 0, earlier < size else { return [] }
        return try consistencyPath(from: earlier, in: 0..<size, startsAtEarlierRoot: true)
    }

    private mutating func consistencyPath(
        from earlier: UInt64,
        in range: Range<UInt64>,
        startsAtEarlierRoot: Bool
    ) throws(LedgerError) -> [Digest] {
        if earlier == range.upperBound { return startsAtEarlierRoot ? [] : [try root(of: range)] }
        let middle = range.lowerBound + MerkleTree.split(UInt64(range.count))
        if earlier <= middle {
            let path = try consistencyPath(
                from: earlier,
                in: range.lowerBound..<middle,
                startsAtEarlierRoot: startsAtEarlierRoot
            )
            return path + [try root(of: middle..<range.upperBound)]
        }
        let path = try consistencyPath(
            from: earlier,
            in: middle..<range.upperBound,
            startsAtEarlierRoot: false
        )
        return path + [try root(of: range.lowerBound..<middle)]
    }

    /// The hash of a complete subtree of 2^height entries.
    private mutating func node(height: Int, index: UInt64) throws(LedgerError) -> Digest {
        let inTile = height % 8
        let first = index << UInt64(inTile)
        let content = TilePath.Content.hashes(level: height / 8)
        guard
            let path = TilePath(content, index: first / UInt64(TilePath.fullWidth), inTreeOf: size)
        else { throw LedgerError(.outOfRange, "the ledger has no such entry") }
        let hashes: [Digest]
        if let known = tiles[path] {
            hashes = known
        } else {
            hashes = try store.hashes(path)
            tiles[path] = hashes
        }
        let offset = Int(first % UInt64(TilePath.fullWidth))
        return RightEdge.root(ofComplete: hashes[offset..<offset + 1 << inTile])
    }
}
