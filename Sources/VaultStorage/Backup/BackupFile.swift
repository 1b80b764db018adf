internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Writes and reads files of a backup with their digests.
enum BackupFile {
    private static let pieceSize = 1 << 20

    /// Writes one new file below a root and returns once the device holds it.
    ///
    /// - Parameter body: Hands its bytes over piece by piece.
    static func write(
        _ path: String,
        below root: String,
        _ body: (_ put: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> BackupManifest.File {
        let whole = root + "/" + path
        try FileSystem.createDirectory(FileSystem.parentDirectory(of: whole))
        let file = try DurableFile.open(whole, mode: .createExclusive(permissions: 0o600))
        var hash = SHA256Stream()
        var size = 0
        try body { piece in
            try file.write(piece, at: size)
            hash.update(piece)
            size += piece.count
        }
        try file.sync()
        try FileSystem.syncDirectory(FileSystem.parentDirectory(of: whole))
        return BackupManifest.File(path: path, size: Int64(size), sha256: hash.finish())
    }

    /// Copies a file.
    ///
    /// - Throws: `FileError`, `notFound` when the source is not there.
    static func copy(_ source: String, to path: String, below root: String) throws -> BackupManifest.File {
        let input = try DurableFile.open(source, mode: .readOnly)
        return try write(path, below: root) { put in
            try pieces(of: input, put)
        }
    }

    /// What a manifest says about a file that is there.
    static func entry(of path: String, below root: String) throws -> BackupManifest.File {
        let file = try DurableFile.open(root + "/" + path, mode: .readOnly)
        var hash = SHA256Stream()
        var size = 0
        try pieces(of: file) { piece in
            hash.update(piece)
            size += piece.count
        }
        return BackupManifest.File(path: path, size: Int64(size), sha256: hash.finish())
    }

    /// Reads a file piece by piece.
    static func pieces(of file: borrowing DurableFile, _ take: ([UInt8]) throws -> Void) throws {
        var offset = 0
        var piece: [UInt8] = []
        piece.reserveCapacity(pieceSize)
        while true {
            let count = try file.append(upTo: pieceSize, at: offset, to: &piece)
            guard count > 0 else { return }
            try take(piece)
            piece.removeAll(keepingCapacity: true)
            offset += count
        }
    }
}
