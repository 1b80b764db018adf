internal import VaultCrypto

/// A file that a document is written to; it must not exist before.
final class NewFile: Sendable {
    private let path: String
    private let file: DurableFile

    /// Makes the file, readable by its owner alone.
    ///
    /// - Throws: `FileError` with `exists` when it is there.
    init(path: String) throws {
        self.path = path
        file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
    }

    func append(_ bytes: [UInt8]) throws {
        try file.append(bytes)
    }

    func finish() throws {
        try file.sync()
    }

    /// Removes what was written, so that nobody takes a part for the whole.
    func abandon() {
        try? FileSystem.remove(path)
    }
}
