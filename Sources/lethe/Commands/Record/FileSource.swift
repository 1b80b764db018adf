internal import VaultCore
internal import VaultCrypto

/// A file as a source of bytes.
final class FileSource: ByteSource {
    private let file: DurableFile
    /// How many bytes it had when it was opened.
    let size: Int

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError`.
    init(path: String) throws {
        file = try DurableFile.open(path, mode: .input)
        size = try file.size()
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        try file.read(count: max(0, min(count, size - offset)), at: offset)
    }
}
