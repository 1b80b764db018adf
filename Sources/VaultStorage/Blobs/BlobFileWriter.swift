internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// One blob being written to its file.
final class BlobFileWriter: BlobWriter, Sendable {
    let id: BlobID
    private let path: String
    private let folder: String
    private let file: DurableFile
    private let held: HeldBlobs

    init(id: BlobID, path: String, folder: String, held: HeldBlobs) throws {
        self.id = id
        self.path = path
        self.folder = folder
        self.held = held
        held.enter(id)
        do throws(FileError) {
            file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
        } catch {
            held.leave(id)
            throw error
        }
    }

    func append(_ bytes: [UInt8]) throws {
        try file.append(bytes)
    }

    func finish() throws {
        try file.sync()
        try FileSystem.syncDirectory(folder)
    }

    func abandon() {
        // What cannot be removed now is an orphan, which the next sweep removes.
        try? FileSystem.remove(path)
    }

    deinit {
        held.leave(id)
    }
}
