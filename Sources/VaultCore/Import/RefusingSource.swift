internal import VaultCrypto
internal import VaultModel

/// Content of one document of an import; when its file fails, that document is refused and the others go on.
struct RefusingSource: ByteSource {
    private let source: any ByteSource

    init(_ source: any ByteSource) {
        self.source = source
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        do {
            return try source.read(at: offset, count: count)
        } catch is FileError {
            throw VaultError(.invalidInput, "its file cannot be read or ends too early; import it again")
        }
    }
}
