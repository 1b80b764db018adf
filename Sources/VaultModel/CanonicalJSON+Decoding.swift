extension CanonicalJSON {
    /// Decodes bytes that are exactly the canonical encoding of a value.
    ///
    /// The parser reads only what the encoder can have written, and the result is encoded again and compared, so
    /// white space, duplicate names, unsorted members, other escapes, fractions and invalid UTF-8 are all refused.
    ///
    /// - Throws: ``CanonicalJSONError`` naming the offset of the first byte that does not fit.
    public init(decoding bytes: [UInt8]) throws(CanonicalJSONError) {
        var parser = Parser(bytes: bytes)
        let value = try parser.value(depth: 0)
        guard parser.offset == bytes.count, value.encoded == bytes else {
            throw CanonicalJSONError(offset: parser.offset)
        }
        self = value
    }

    private struct Parser {
        let bytes: [UInt8]
        var offset = 0

        var failure: CanonicalJSONError { CanonicalJSONError(offset: offset) }

        mutating func value(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
            guard offset < bytes.count, depth < CanonicalJSON.maximumDepth else { throw failure }
            switch bytes[offset] {
            case UInt8(ascii: "n"):
                try literal("null")
                return .null
            case UInt8(ascii: "t"):
                try literal("true")
                return .bool(true)
            case UInt8(ascii: "f"):
                try literal("false")
                return .bool(false)
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "["): return .array(try array(depth: depth))
            case UInt8(ascii: "{"): return .object(try object(depth: depth))
            default: return .integer(try integer())
            }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
            offset += 1
            return true
        }

        mutating func literal(_ word: String) throws(CanonicalJSONError) {
            guard bytes[offset...].starts(with: word.utf8) else { throw failure }
            offset += word.utf8.count
        }

        mutating func integer() throws(CanonicalJSONError) -> Int64 {
            let start = offset
            _ = take("-")
            while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
            guard let value = Int64(String(decoding: bytes[start..<offset], as: UTF8.self)),
                value.magnitude <= CanonicalJSON.maximumInteger.magnitude
            else { throw failure }
            return value
        }

        mutating func array(depth: Int) throws(CanonicalJSONError) -> [CanonicalJSON] {
            offset += 1
            var values: [CanonicalJSON] = []
            if take("]") { return values }
            repeat { values.append(try value(depth: depth + 1)) } while take(",")
            guard take("]") else { throw failure }
            return values
        }

        mutating func object(depth: Int) throws(CanonicalJSONError) -> [String: CanonicalJSON] {
            offset += 1
            var members: [String: CanonicalJSON] = [:]
            if take("}") { return members }
            repeat {
                guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw failure }
                let name = try string()
                guard members[name] == nil, take(":") else { throw failure }
                members[name] = try value(depth: depth + 1)
            } while take(",")
            guard take("}") else { throw failure }
            return members
        }

        mutating func string() throws(CanonicalJSONError) -> String {
            offset += 1
            var content: [UInt8] = []
            while offset < bytes.count {
                let byte = bytes[offset]
                offset += 1
                if byte == UInt8(ascii: "\"") {
                    guard let text = String(validating: content, as: UTF8.self) else { throw failure }
                    return text
                }
                content.append(byte == UInt8(ascii: "\\") ? try escape() : byte)
            }
            throw failure
        }

        mutating func escape() throws(CanonicalJSONError) -> UInt8 {
            guard offset < bytes.count else { throw failure }
            let letter = bytes[offset]
            offset += 1
            switch letter {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
            case UInt8(ascii: "b"): return 0x08
            case UInt8(ascii: "t"): return 0x09
            case UInt8(ascii: "n"): return 0x0a
            case UInt8(ascii: "f"): return 0x0c
            case UInt8(ascii: "r"): return 0x0d
            case UInt8(ascii: "u"):
                guard offset + 4 <= bytes.count,
                    let code = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16),
                    code < 0x20
                else { throw failure }
                offset += 4
                return UInt8(code)
            default: throw failure
            }
        }
    }
}
