import VaultCrypto

/// The files of one ledger: tiles and entry bundles below `tile`, and the checkpoint.
struct TileStore: Sendable {
    /// The ledger's directory.
    let directory: String

    /// Public data, but nobody except the vault needs to write it.
    private static let filePermissions: UInt32 = 0o644
    private static let directoryPermissions: UInt32 = 0o755

    /// The path of the checkpoint file.
    var checkpointPath: String { "\(directory)/checkpoint" }

    /// Writes new tiles and returns when they and their directories are on durable storage.
    ///
    /// - Throws: `FileError`; the tiles written so far lie beyond every head and are discarded at the next recovery.
    func write(_ tiles: [Tile]) throws(FileError) {
        var directories: Set<String> = []
        for tile in tiles {
            let path = "\(directory)/\(tile.path.path)"
            let parent = FileSystem.parentDirectory(of: path)
            try FileSystem.createDirectory(parent, permissions: Self.directoryPermissions)
            let file = try DurableFile.open(
                path,
                mode: .createExclusive(permissions: Self.filePermissions)
            )
            try file.write(tile.bytes, at: 0)
            try file.sync()
            directories.insert(parent)
        }
        for path in directories.sorted() {
            try FileSystem.syncDirectory(path)
        }
    }

    /// Replaces the checkpoint file durably.
    func publish(_ checkpoint: SignedCheckpoint) throws(FileError) {
        try FileSystem.replace(checkpointPath, checkpoint.encoded, permissions: Self.filePermissions)
    }

    /// Reads the checkpoint file; `nil` when there is none.
    ///
    /// - Throws: `FileError` or ``LedgerError`` with `malformed`.
    func publishedCheckpoint() throws -> SignedCheckpoint? {
        guard try FileSystem.exists(checkpointPath) else { return nil }
        return try SignedCheckpoint(decoding: FileSystem.read(checkpointPath, limit: SignedNote.maximumSize))
    }

    /// Reads a tile of hashes.
    ///
    /// - Throws: ``LedgerError`` with `damaged` when it is missing or has another length.
    func hashes(_ path: TilePath) throws(LedgerError) -> [Digest] {
        guard let hashes = Tile.hashes(in: try bytes(path, stride: Digest.size), width: path.width) else {
            throw Self.damaged
        }
        return hashes
    }

    /// Reads a bundle of entries.
    ///
    /// - Throws: ``LedgerError`` with `damaged` when it is missing or has another form.
    func entries(_ path: TilePath) throws(LedgerError) -> [[UInt8]] {
        guard let entries = Tile.entries(in: try bytes(path, stride: 2 + Tile.entryLength), width: path.width)
        else { throw Self.damaged }
        return entries
    }

    /// Reads a tile's file; when its partial form is gone, the beginning of the full one.
    private func bytes(_ path: TilePath, stride: Int) throws(LedgerError) -> [UInt8] {
        for candidate in path.isFull ? [path] : [path, path.full] {
            let limit = stride * candidate.width
            do {
                let bytes = try FileSystem.read("\(directory)/\(candidate.path)", limit: limit)
                guard bytes.count == limit else { throw Self.damaged }
                return Array(bytes[..<(stride * path.width)])
            } catch let error as FileError where error.code == .notFound {
                continue
            } catch {
                throw Self.damaged
            }
        }
        throw Self.damaged
    }

    private static let damaged = LedgerError(
        .damaged,
        "a tile of the ledger is missing or has the wrong length; restore the ledger's directory"
    )
}
