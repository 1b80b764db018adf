internal import Synchronization
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// One blob being written to its file; once it is written the file is closed and the blob only held.
final class BlobFileWriter: BlobWriter, Sendable {
    let id: BlobID
    private let path: String
    private let folder: String
    private let folders: BlobFolders
    private let file: Mutex<DurableFile?>
    private let held: HeldBlobs

    init(id: BlobID, path: String, folder: String, in folders: BlobFolders, held: HeldBlobs) throws {
        self.id = id
        self.path = path
        self.folder = folder
        self.folders = folders
        self.held = held
        held.enter(id)
        do throws(FileError) {
            file = Mutex(try DurableFile.open(path, mode: .createExclusive(permissions: 0o600)))
        } catch {
            held.leave(id)
            throw error
        }
    }

    func append(_ bytes: [UInt8]) throws {
        try file.withLock { file in
            guard try file?.append(bytes) != nil else { throw Self.isClosed }
        }
    }

    func finish() throws {
        try file.withLock { file in
            guard try file?.sync() != nil else { throw Self.isClosed }
            file = nil
        }
        try FileSystem.syncDirectory(folder)
        try folders.makeDurable(folder)
    }

    private static let isClosed = VaultError(.unusable, "the file of a large part is closed already")

    func abandon() {
        file.withLock { $0 = nil }
        // What cannot be removed now is an orphan, which the next sweep removes.
        try? FileSystem.remove(path)
    }

    deinit {
        held.leave(id)
    }
}
