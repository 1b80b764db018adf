public import VaultCore
internal import VaultCrypto
public import VaultModel

/// Ciphertext of large parts as files in a directory, by the first byte of their random names.
public struct BlobDirectory: BlobStore {
    private let directory: String
    private let held = HeldBlobs()
    private let folders: BlobFolders

    /// Uses a directory, which is made when it does not exist.
    ///
    /// - Throws: `FileError` when it cannot be made.
    public init(directory: String) throws {
        self.directory = directory
        folders = BlobFolders(directory: directory)
        try VaultDirectory.ensure(directory)
    }

    /// Starts a blob; nothing refers to it until its id is written to the database.
    public func create() throws -> any BlobWriter {
        let blob = BlobID.random()
        let folder = folder(of: blob)
        try FileSystem.createDirectory(folder)
        return try BlobFileWriter(id: blob, path: path(of: blob), folder: folder, in: folders, held: held)
    }

    /// Reads `count` bytes at an offset.
    public func read(_ blob: BlobID, at offset: Int, count: Int) throws -> [UInt8] {
        do {
            let file = try DurableFile.open(path(of: blob), mode: .readOnly)
            var bytes: [UInt8] = []
            guard try file.append(upTo: count, at: offset, to: &bytes) == count else { throw Self.tooShort }
            return bytes
        } catch let error as FileError where error.code == .notFound || error.code == .short {
            throw Self.tooShort
        }
    }

    private static let tooShort = VaultError(.damaged, "the file of a large part is missing or too short")

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

    /// The blobs that no writer of this process holds; what else lies in the directory is left alone.
    public func list() throws -> [BlobID] {
        let all = try FileSystem.list(directory).filter(Self.isFolderName).flatMap { folder in
            let path = directory + "/" + folder
            guard try FileSystem.status(of: path).kind == .directory else { return [BlobID]() }
            return try FileSystem.list(path).filter { $0.hasPrefix(folder) }.compactMap { BlobID($0) }
        }
        // Asked after the files were: a writer holds its blob before there is a file.
        let held = held.all
        return all.filter { !held.contains($0) }
    }

    /// Whether a name is two hexadecimal digits, unlike `lost+found`.
    private static func isFolderName(_ name: String) -> Bool {
        name.utf8.count == 2 && name.allSatisfy { "0123456789abcdef".contains($0) }
    }

    private func folder(of blob: BlobID) -> String {
        directory + "/" + blob.description.prefix(2)
    }

    private func path(of blob: BlobID) -> String {
        folder(of: blob) + "/" + blob.description
    }
}
