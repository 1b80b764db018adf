public import VaultCore
internal import VaultCrypto
public import VaultModel

/// Ciphertext of large parts as files in a directory, by the first byte of their random names.
public struct BlobDirectory: BlobStore {
    private let directory: String

    /// Uses a directory, which is made when it does not exist.
    ///
    /// - Throws: `FileError` when it cannot be made.
    public init(directory: String) throws {
        self.directory = directory
        try VaultDirectory.ensure(directory)
    }

    /// Starts a blob; nothing refers to it until its id is written to the database.
    public func create() throws -> any BlobWriter {
        let blob = BlobID.random()
        let folder = folder(of: blob)
        if !(try FileSystem.exists(folder)) {
            try FileSystem.createDirectory(folder)
            try FileSystem.syncDirectory(directory)
        }
        return try BlobFileWriter(id: blob, path: path(of: blob), folder: folder)
    }

    /// Reads `count` bytes at an offset.
    public func read(_ blob: BlobID, at offset: Int, count: Int) throws -> [UInt8] {
        do throws(FileError) {
            let file = try DurableFile.open(path(of: blob), mode: .readOnly)
            return try file.read(count: count, at: offset)
        } catch {
            throw error.code == .notFound || error.code == .short
                ? VaultError(.damaged, "the file of a large part is missing or too short") as any Error
                : error
        }
    }

    /// The length of a blob in bytes, or `nil` when it is not there.
    public func length(of blob: BlobID) throws -> Int? {
        guard try FileSystem.exists(path(of: blob)) else { return nil }
        return try FileSystem.status(of: path(of: blob)).size
    }

    /// Removes a blob; one that is not there is no error.
    public func remove(_ blob: BlobID) throws {
        guard try FileSystem.exists(path(of: blob)) else { return }
        try FileSystem.remove(path(of: blob))
        try FileSystem.syncDirectory(folder(of: blob))
    }

    /// All blobs.
    public func list() throws -> [BlobID] {
        try FileSystem.list(directory).flatMap { folder in
            try FileSystem.list(directory + "/" + folder).compactMap { BlobID($0) }
        }
    }

    private func folder(of blob: BlobID) -> String {
        directory + "/" + blob.description.prefix(2)
    }

    private func path(of blob: BlobID) -> String {
        folder(of: blob) + "/" + blob.description
    }
}
