internal import Synchronization
internal import VaultCore
internal import VaultCrypto

/// A file that is opened when it is first read and closed when its end has been read, so that many can wait.
final class ImportedFile: ByteSource {
    private struct State: ~Copyable {
        var file: OpenFile?
        /// Where it ends, once that was read.
        var end: Int?
    }

    /// Keeps a file open.
    private final class OpenFile: Sendable {
        let file: DurableFile
        let size: Int

        init(path: String) throws {
            file = try DurableFile.open(path, mode: .input)
            size = try file.size()
        }
    }

    static let unreadable = VaultError(.invalidInput, "its file is not there, cannot be read or is no file")

    private let path: String
    private let state = Mutex(State())

    init(path: String) {
        self.path = path
    }

    /// About how large it is; `nil` when it is not there or no file.
    func size() -> Int? {
        guard let status = try? FileSystem.status(of: path), status.kind != .directory, status.kind != .other
        else { return nil }
        return status.size
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        try state.withLock { state in
            if let end = state.end, offset >= end { return [] }
            do {
                let open = try state.file ?? OpenFile(path: path)
                let bytes = try open.file.read(count: max(0, min(count, open.size - offset)), at: offset)
                let isOver = offset + bytes.count >= open.size
                state.end = isOver ? open.size : nil
                state.file = isOver ? nil : open
                return bytes
            } catch is FileError {
                state.file = nil
                throw Self.unreadable
            }
        }
    }
}
