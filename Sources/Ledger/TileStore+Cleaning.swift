import VaultCrypto

extension TileStore {
    /// How far beyond the right edge a crashed batch can have written, in tiles of one row.
    private static let reach = UInt64(TileLog.maximumBatch / TilePath.fullWidth + 2)

    /// Removes every tile that a tree of `size` entries does not have: the rest of a batch that was never promised.
    ///
    /// - Throws: `FileError`.
    func discard(beyond size: UInt64) throws(FileError) {
        for content in [TilePath.Content.entries] + (0..<8).map({ .hashes(level: $0) }) {
            let row = TilePath.rowLength(of: content, inTreeOf: size)
            let edge = row / UInt64(TilePath.fullWidth)
            let width = Int(row % UInt64(TilePath.fullWidth))
            for index in edge...(edge + Self.reach) {
                let tile = TilePath(content, index: index, width: TilePath.fullWidth)
                try removeIfPresent("\(directory)/\(tile.path)")
                try removePartials(of: tile, widerThan: index == edge ? width : 0)
            }
        }
    }

    /// Removes the partial forms of full tiles, which tlog-tiles allows once the full form is there.
    ///
    /// - Throws: `FileError`; what is left over is harmless.
    func removePartials(of tiles: [Tile]) throws(FileError) {
        for tile in tiles where tile.path.isFull {
            try removePartials(of: tile.path, widerThan: 0)
        }
    }

    /// Removes what interrupted replacements of a file left beside it.
    ///
    /// - Throws: `FileError`.
    static func removeTemporaries(of path: String) throws(FileError) {
        let parent = FileSystem.parentDirectory(of: path)
        guard try FileSystem.exists(parent), let name = path.split(separator: "/").last else { return }
        for other in try FileSystem.list(parent) where other.hasPrefix("\(name).") && other.hasSuffix(".tmp")
        {
            try FileSystem.remove("\(parent)/\(other)")
        }
    }

    private func removePartials(of tile: TilePath, widerThan width: Int) throws(FileError) {
        let path = "\(directory)/\(tile.partialsDirectory)"
        guard try FileSystem.exists(path) else { return }
        var kept = 0
        for name in try FileSystem.list(path) {
            if let partial = Int(name), partial <= width {
                kept += 1
            } else {
                try FileSystem.remove("\(path)/\(name)")
            }
        }
        if kept == 0 { try FileSystem.remove(path) }
    }

    func removeIfPresent(_ path: String) throws(FileError) {
        if try FileSystem.exists(path) { try FileSystem.remove(path) }
    }
}
