internal import VaultCrypto

extension TileLog {
    /// Makes the missing tiles of the tree that a head promises from the entries that are kept beside a head.
    ///
    /// It begins behind the signed checkpoint that is there, or anew where there is no tile; nothing is written before the
    /// root is the head's.
    /// - Returns: `nil` when no place has entries that lead to the head.
    func rebuild(to head: LogHead) throws -> RightEdge? {
        let store = reader.store
        let base: RightEdge
        if let signed = try? store.publishedCheckpoint(), signed.checkpoint.size <= head.size,
            (try? signed.verify(with: verifierKey)) != nil,
            let edge = try? store.rightEdge(of: LogHead(signed.checkpoint))
        {
            base = edge
        } else if try !FileSystem.exists("\(store.directory)/tile") {
            base = RightEdge()
        } else {
            return nil
        }
        for place in heads {
            let kept = KeptEntries(beside: place)
            guard let size = try? kept.size(), size >= head.size else { continue }
            var found = base
            for piece in Self.pieces(base.size..<head.size) {
                guard let entries = try? kept.entries(in: piece) else { break }
                _ = found.append(entries)
            }
            guard found.root == head.root else { continue }
            return try write(from: base, to: head, kept)
        }
        return nil
    }

    private func write(from base: RightEdge, to head: LogHead, _ kept: KeptEntries) throws -> RightEdge {
        let store = reader.store
        var edge = base
        for piece in Self.pieces(base.size..<head.size) {
            let tiles = edge.append(try kept.entries(in: piece))
            // What an interrupted attempt has left.
            for tile in tiles { try store.removeIfPresent("\(store.directory)/\(tile.path.path)") }
            try store.write(tiles)
            try? store.removePartials(of: tiles)
        }
        return edge
    }

    /// Brings the entries beside a head up to a size from the tiles.
    ///
    /// - Parameter known: Up to where the place's own head says what they are.
    func keepEntries(beside place: String, from known: UInt64, to size: UInt64) throws {
        let kept = KeptEntries(beside: place)
        let start = min(try kept.size(), known, size)
        for piece in Self.pieces(start..<size) {
            try kept.write(try reader.entries(in: piece, size: size), at: piece.lowerBound)
        }
    }

    private static func pieces(_ range: Range<UInt64>) -> [Range<UInt64>] {
        stride(from: range.lowerBound, to: range.upperBound, by: maximumBatch).map {
            $0..<min($0 + UInt64(maximumBatch), range.upperBound)
        }
    }
}
