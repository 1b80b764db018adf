extension CanonicalJSON {
    /// Decodes bytes that are exactly the canonical encoding of a value.
    ///
    /// The parser reads only what the encoder can have written: white space, duplicate names, unsorted members, other
    /// escapes, fractions and invalid UTF-8 are all refused.
    ///
    /// - Throws: ``CanonicalJSONError`` naming the offset of the first byte that does not fit.
    public init(decoding bytes: [UInt8]) throws(CanonicalJSONError) {
        var parser = Parser(bytes: bytes)
        let value = try parser.value(depth: 0)
        guard parser.offset == bytes.count else {
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
            let isNegative = take("-")
            let start = offset
            var value: Int64 = 0
            while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) {
                value = value * 10 + Int64(bytes[offset] - 0x30)
                guard value <= CanonicalJSON.maximumInteger else { throw failure }
                offset += 1
            }
            // One way to write each number: no zero before others, no zero below zero.
            guard offset > start, bytes[start] != 0x30 || (offset == start + 1 && !isNegative) else {
                throw failure
            }
            return isNegative ? -value : value
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
            var last: String?
            repeat {
                guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw failure }
                let name = try string()
                // Sorted; and two names that differ only in how a letter is put together are one name here.
                guard last.map({ CanonicalJSON.precedes($0, name) }) ?? true, members[name] == nil, take(":")
                else { throw failure }
                members[name] = try value(depth: depth + 1)
                last = name
            } while take(",")
            guard take("}") else { throw failure }
            return members
        }

        mutating func string() throws(CanonicalJSONError) -> String {
            offset += 1
            var content: [UInt8] = []
            var start = offset
            while offset < bytes.count {
                let byte = bytes[offset]
                guard byte >= 0x20 else { throw failure }
                if byte == UInt8(ascii: "\"") {
                    let rest = bytes[start..<offset]
                    offset += 1
                    // Most texts have nothing to escape, and are taken from where they lie.
                    let text =
                        content.isEmpty
                        ? String(validating: rest, as: UTF8.self)
                        : String(validating: content + rest, as: UTF8.self)
                    guard let text else { throw failure }
                    return text
                }
                offset += 1
                guard byte == UInt8(ascii: "\\") else { continue }
                content += bytes[start..<offset - 1]
                content.append(try escape())
                start = offset
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
                // What has a letter of its own is written with that, and the others in small letters.
                guard offset + 4 <= bytes.count,
                    let code = (UInt8(0)..<0x20).first(where: {
                        bytes[offset..<offset + 4].elementsEqual("00\(Hex.encode([$0]))".utf8)
                    }), !(8...13).contains(code) || code == 11
                else { throw failure }
                offset += 4
                return code
            default: throw failure
            }
        }
    }
}
