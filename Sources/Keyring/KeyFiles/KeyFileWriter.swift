internal import Synchronization
internal import VaultCrypto
internal import VaultModel

/// Writes the key file of one renewal; what has been appended is durable.
///
/// Opened again after an interruption it goes on behind the last whole record.
public final class KeyFileWriter: Sendable {
    private struct State: ~Copyable {
        let file: DurableFile
        var end: Int
        var last: Digest
        var isComplete: Bool
    }

    /// Where the file lies.
    public let path: String
    private let state: Mutex<State>

    /// Makes the file durably, or opens the one that was begun.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` when another file has the name.
    init(path: String, header: KeyFileFormat.Header) throws {
        self.path = path
        let bytes = header.bytes
        if try FileSystem.exists(path) {
            let file = try DurableFile.open(path, mode: .readWrite)
            if try file.size() < bytes.count {
                // Its beginning was interrupted.
                try file.truncate(to: 0)
                try file.write(bytes, at: 0)
            }
            var isComplete = false
            let found = try LogScan.index(of: file, header: bytes) { isComplete = $0.isEmpty }
            guard let found else { throw KeyFiles.damaged(path) }
            try file.truncate(to: found.end)
            try file.sync()
            state = Mutex(State(file: file, end: found.end, last: found.last, isComplete: isComplete))
        } else {
            let file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
            try file.write(bytes, at: 0)
            try file.sync()
            try FileSystem.syncDirectory(FileSystem.parentDirectory(of: path))
            state = Mutex(
                State(file: file, end: bytes.count, last: SHA256.hash(bytes), isComplete: false)
            )
        }
    }

    /// Whether the file says that it has everything.
    public var isComplete: Bool { state.withLock { $0.isComplete } }

    /// Adds the keys of patients and waits until the device holds them.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `request` once the file is complete.
    public func append(_ patients: [KeyFileLeaves]) throws {
        let payload = KeyFileFormat.payload(patients)
        guard !payload.isEmpty else { return }
        try write(payload)
    }

    /// Says that the file has everything, durably.
    ///
    /// - Throws: `FileError`.
    public func complete() throws {
        guard !isComplete else { return }
        try write([])
    }

    private func write(_ payload: [UInt8]) throws {
        try state.withLock { (state) throws in
            guard !state.isComplete else {
                throw KeyringError(.request, "the key file is complete; nothing can be added")
            }
            let record = ChainedLog.record(payload, after: state.last)
            try state.file.write(record.bytes, at: state.end)
            try state.file.syncContent()
            state.end += record.bytes.count
            state.last = record.digest
            state.isComplete = payload.isEmpty
        }
    }
}
