import Foundation
import VaultCrypto
import VaultModel

/// One vector of `Tests/Vectors/record`.
struct RecordVector: Decodable {
    /// Bytes, given or described.
    struct Source: Decodable {
        let hex: String?
        let file: String?
        let pattern: Int?
        let edits: [Edit]?
    }

    /// One change to given bytes.
    struct Edit: Decodable {
        let truncate: Int?
        let append: String?
        let xor: [Int]?
        let chunks: [Int]?
    }

    struct Malformed: Error {}

    let expect: String
    let controller: String?
    let record: String?
    let version: Int32?
    let kind: String?
    let recordKey: String?
    let contentSize: Int?
    let sealed: Source?
    let content: Source?
    let sha256: String?
    let wrapKey: String?
    let wrapped: String?
    let opening: String?

    func context() throws -> ObjectContext {
        guard let controller = controller.flatMap({ ControllerID($0) }),
            let record = record.flatMap({ RecordID($0) }),
            let version = version.flatMap({ VersionNumber($0) })
        else { throw Malformed() }
        return ObjectContext(controller: controller, record: record, version: version, kind: try objectKind())
    }

    static func bytes(_ source: Source?) throws -> [UInt8] {
        guard let source else { throw Malformed() }
        var bytes: [UInt8]
        if let hex = source.hex {
            bytes = try decode(hex)
        } else if let file = source.file {
            let path = TestFolders.path("Vectors/record/\(file)")
            bytes = try FileSystem.read(path, limit: 1 << 20)
        } else if let size = source.pattern {
            bytes = (0..<size).map { UInt8(($0 * 167 + ($0 >> 8)) & 255) }
        } else {
            throw Malformed()
        }
        for edit in source.edits ?? [] { bytes = try edit.applied(to: bytes) }
        return bytes
    }

    static func decode(_ hex: String?) throws -> [UInt8] {
        guard let bytes = hex.flatMap({ Hex.decode($0) }) else { throw Malformed() }
        return bytes
    }

    private func objectKind() throws -> ObjectKind {
        switch kind?.split(separator: " ").first {
        case "part": .part(try UInt32(kind?.dropFirst(5) ?? "").orThrow(Malformed()))
        case "metadata": .metadata
        case "facts": .facts
        default: throw Malformed()
        }
    }
}

extension RecordVector.Edit {
    func applied(to bytes: [UInt8]) throws -> [UInt8] {
        if let truncate { return Array(bytes.prefix(truncate)) }
        if let append { return bytes + (try RecordVector.decode(append)) }
        if let xor, xor.count == 2 {
            var changed = bytes
            changed[xor[0]] ^= UInt8(xor[1])
            return changed
        }
        if let chunks {
            let size = ObjectFormat.sealedChunkSize
            return chunks.reduce(into: Array(bytes.prefix(ObjectFormat.headerSize))) { result, index in
                let start = ObjectFormat.headerSize + index * size
                result += bytes[start..<min(start + size, bytes.count)]
            }
        }
        throw RecordVector.Malformed()
    }
}

extension Optional {
    func orThrow(_ error: any Error) throws -> Wrapped {
        guard let self else { throw error }
        return self
    }
}
