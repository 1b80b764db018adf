import VaultCore
import VaultCrypto

/// A document whose file is gone when its turn has come.
struct BrokenSource: ByteSource {
    func read(at offset: Int, count: Int) throws -> [UInt8] {
        try DurableFile.open("/nonexistent/document", mode: .input).read(count: count, at: offset)
    }
}
