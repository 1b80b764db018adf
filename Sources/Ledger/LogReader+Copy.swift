extension LogReader {
    /// Writes the ledger as it was at a signed checkpoint into an empty directory, durably.
    ///
    /// The tree is computed again from its entries, so that a copy is whole and true whatever is appended meanwhile.
    /// - Throws: `FileError`; ``LedgerError`` with `damaged` when the entries do not give the checkpoint's root.
    public func copy(_ signed: SignedCheckpoint, to directory: String) throws {
        let size = signed.checkpoint.size
        let target = TileStore(directory: directory)
        var edge = RightEdge()
        while edge.size < size {
            let end = min(size, edge.size + UInt64(TilePath.fullWidth))
            let tiles = edge.append(try entries(in: edge.size..<end, size: size))
            try target.write(tiles.filter(\.path.isFull))
        }
        guard edge.root == signed.checkpoint.root else {
            throw LedgerError(
                .damaged,
                "the entries of the ledger do not give the root of its checkpoint; restore the ledger's directory"
            )
        }
        try target.write(edge.unfinishedTiles)
        try target.publish(signed)
    }
}
