import Testing
import VaultModel

@testable import VaultCrypto

@Suite struct RecordVectorTests {
    static let paths = (try? TestFolders.vectors("record")) ?? []

    @Test func thereAreVectors() {
        #expect(Self.paths.count >= 60)
    }

    @Test(arguments: paths) func vector(path: String) throws {
        let vector: RecordVector = try TestFolders.decode(path)
        if vector.wrapped != nil {
            #expect(try unwrap(vector) == vector.expect)
        } else {
            #expect(try open(vector) == vector.expect)
        }
    }

    /// What was sealed by the second implementation is sealed to the same bytes here.
    @Test(arguments: paths) func sealingGivesTheVector(path: String) throws {
        let vector: RecordVector = try TestFolders.decode(path)
        guard vector.expect == "success", vector.wrapped == nil else { return }
        let expected = try RecordVector.bytes(vector.sealed)
        let content = try RecordVector.bytes(vector.content)
        var sealed: [UInt8] = []
        var sealer = ObjectSealer(
            context: try vector.context(),
            recordKey: SecretBytes(copying: try RecordVector.decode(vector.recordKey)),
            salt: Array(expected[12..<44]),
            into: &sealed
        )
        sealer.update(content, into: &sealed)
        let summary = sealer.finish(into: &sealed)
        // Compared apart from the macro, which would print both arrays.
        let isSame = sealed == expected
        #expect(isSame)
        #expect(summary.digest.hex == vector.sha256)
    }

    private func open(_ vector: RecordVector) throws -> String {
        let sealed = try RecordVector.bytes(vector.sealed)
        let key = SecretBytes(copying: try RecordVector.decode(vector.recordKey))
        let context = try vector.context()
        do throws(CryptoError) {
            let content =
                if let size = vector.contentSize {
                    try SealedObject.open(sealed, contentSize: size, context: context, recordKey: key)
                } else {
                    try SealedObject.openText(sealed, context: context, recordKey: key)
                }
            let expected = try? RecordVector.bytes(vector.content)
            return content == expected ? "success" : "wrong content"
        } catch {
            return error.code.rawValue
        }
    }

    private func unwrap(_ vector: RecordVector) throws -> String {
        let wrapped = try RecordVector.decode(vector.wrapped)
        let wrapKey = SecretBytes(copying: try RecordVector.decode(vector.wrapKey))
        do throws(CryptoError) {
            let secrets = try WrappedRecordKey(bytes: wrapped).unwrap(under: wrapKey)
            let key = Hex.encode(secrets.recordKey.publicBytes(in: 0..<32))
            guard key == vector.recordKey, Hex.encode(secrets.opening.reveal()) == vector.opening else {
                return "wrong content"
            }
            let again = WrappedRecordKey(wrapping: secrets, under: wrapKey, nonce: Array(wrapped.prefix(12)))
            return again.bytes == wrapped ? "success" : "wrapped otherwise"
        } catch {
            return error.code.rawValue
        }
    }
}
