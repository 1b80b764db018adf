import VaultCrypto

/// The unfinished tiles at the right of a tree: all that is needed to append and to know the root.
struct RightEdge: Sendable {
    /// How many entries the tree has.
    private(set) var size: UInt64 = 0
    /// The entries of the unfinished bundle, at most 255.
    private(set) var entries: [[UInt8]] = []
    /// The hashes of the unfinished tile of each level, at most 255 each, from level 0 upwards.
    private(set) var levels: [[Digest]] = []

    /// Makes the edge of the empty tree.
    init() {}

    /// Makes the edge of a tree from its partial tiles; the caller compares the root.
    init(size: UInt64, entries: [[UInt8]], levels: [[Digest]]) {
        self.size = size
        self.entries = entries
        self.levels = levels
    }

    /// The root of the tree (RFC 6962 section 2.1).
    var root: Digest {
        // The peaks are the complete subtrees, from the largest on the left to the smallest on the right.
        var peaks: [Digest] = []
        for level in levels.reversed() {
            var start = 0
            var height = 7
            while start < level.count {
                let width = 1 << height
                if level.count & width != 0 {
                    peaks.append(Self.root(ofComplete: level[start..<start + width]))
                    start += width
                }
                height -= 1
            }
        }
        guard var root = peaks.popLast() else { return MerkleTree.emptyRoot }
        while let left = peaks.popLast() {
            root = MerkleTree.nodeHash(left, root)
        }
        return root
    }

    /// Appends entries and gives the tiles that came to be or grew, full ones in the order they filled.
    mutating func append(_ batch: [[UInt8]]) -> [Tile] {
        var tiles: [Tile] = []
        var touched = 0
        for entry in batch {
            entries.append(entry)
            if entries.count == TilePath.fullWidth {
                tiles.append(Tile(index: size / UInt64(TilePath.fullWidth), entries: entries))
                entries = []
            }
            touched = max(touched, push(MerkleTree.leafHash(entry), into: &tiles))
            size += 1
        }
        if !batch.isEmpty { appendPartials(through: touched, to: &tiles) }
        return tiles
    }

    /// Adds a leaf hash, fills tiles upwards and gives the highest level that changed.
    private mutating func push(_ leaf: Digest, into tiles: inout [Tile]) -> Int {
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
            guard levels[level].count == TilePath.fullWidth else { return level }
            tiles.append(Tile(level: level, index: size >> UInt64(8 * (level + 1)), hashes: levels[level]))
            hash = Self.root(ofComplete: levels[level][...])
            levels[level] = []
            level += 1
        }
    }

    /// The tiles that are not full yet.
    var unfinishedTiles: [Tile] {
        var tiles: [Tile] = []
        if !levels.isEmpty { appendPartials(through: levels.count - 1, to: &tiles) }
        return tiles
    }

    private func appendPartials(through touched: Int, to tiles: inout [Tile]) {
        if !entries.isEmpty {
            tiles.append(Tile(index: size / UInt64(TilePath.fullWidth), entries: entries))
        }
        for level in 0...touched where !levels[level].isEmpty {
            tiles.append(Tile(level: level, index: size >> UInt64(8 * (level + 1)), hashes: levels[level]))
        }
    }

    /// The root of a complete subtree whose number of hashes is a power of two.
    static func root(ofComplete hashes: ArraySlice<Digest>) -> Digest {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.nodeHash(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }
}
