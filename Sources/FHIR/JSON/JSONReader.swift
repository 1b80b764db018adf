/// Reads a JSON text into nodes, in the order in which they begin.
struct JSONReader {
    private let bytes: [UInt8]
    private(set) var nodes: [JSONNode] = []
    private var offset = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 24)
    }

    private var failure: FHIRError { FHIRError(.notJSON, "this is no JSON: byte \(offset) does not fit") }

    /// Reads the whole text.
    mutating func readText() throws(FHIRError) {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
        skipSpace()
        try readValue(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw failure }
    }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func readValue(depth: Int) throws(FHIRError) {
        guard depth < JSONText.maximumDepth else {
            throw FHIRError(.tooLarge, "this JSON nests deeper than \(JSONText.maximumDepth)")
        }
        switch byte {
        case UInt8(ascii: "{"): try readObject(depth: depth)
        case UInt8(ascii: "["): try readArray(depth: depth)
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "t"): try readWord("true", .yes)
        case UInt8(ascii: "f"): try readWord("false", .no)
        case UInt8(ascii: "n"): try readWord("null", .null)
        default: try readNumber()
        }
    }

    private mutating func begin(_ kind: JSONNode.Kind) -> Int {
        nodes.append(JSONNode(kind: kind, start: offset, end: offset, after: 0))
        return nodes.count - 1
    }

    private mutating func finish(_ index: Int) {
        nodes[index].end = offset
        nodes[index].after = nodes.count
    }

    private mutating func readWord(_ word: StaticString, _ kind: JSONNode.Kind) throws(FHIRError) {
        let text = Array(word.description.utf8)
        guard bytes.count - offset >= text.count, bytes[offset..<offset + text.count].elementsEqual(text)
        else {
            throw failure
        }
        let index = begin(kind)
        offset += text.count
        finish(index)
    }

    private mutating func readNumber() throws(FHIRError) {
        let index = begin(.number)
        _ = take("-")
        if !take("0") { try readDigits() }
        if take(".") { try readDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try readDigits()
        }
        finish(index)
    }

    private mutating func readDigits() throws(FHIRError) {
        let start = offset
        while let byte, (0x30...0x39).contains(byte) { offset += 1 }
        guard offset > start else { throw failure }
    }

    private mutating func readArray(depth: Int) throws(FHIRError) {
        let index = begin(.array)
        offset += 1
        skipSpace()
        if !take("]") {
            repeat {
                skipSpace()
                try readValue(depth: depth + 1)
                skipSpace()
            } while take(",")
            guard take("]") else { throw failure }
        }
        finish(index)
    }

    private mutating func readObject(depth: Int) throws(FHIRError) {
        let index = begin(.object)
        offset += 1
        skipSpace()
        var names: [Int] = []
        if !take("}") {
            repeat {
                skipSpace()
                guard byte == UInt8(ascii: "\"") else { throw failure }
                names.append(nodes.count)
                try readString()
                skipSpace()
                guard take(":") else { throw failure }
                skipSpace()
                try readValue(depth: depth + 1)
                skipSpace()
            } while take(",")
            guard take("}") else { throw failure }
        }
        finish(index)
        try refuseDoubled(names)
    }

    /// A member that stands twice means one thing to one reader and another to the next.
    private func refuseDoubled(_ names: [Int]) throws(FHIRError) {
        var seen: Set<String> = []
        for name in names {
            let node = nodes[name]
            guard seen.insert(JSONString.decode(bytes, node.start + 1..<node.end - 1)).inserted else {
                throw FHIRError(.notJSON, "this JSON has a member twice at byte \(node.start)")
            }
        }
    }

    private mutating func readString() throws(FHIRError) {
        let index = begin(.string)
        offset += 1
        while let byte, byte >= 0x20 {
            offset += 1
            if byte == UInt8(ascii: "\"") { return finish(index) }
            if byte == UInt8(ascii: "\\") { try readEscape() }
        }
        throw failure
    }

    private mutating func readEscape() throws(FHIRError) {
        guard let letter = byte else { throw failure }
        offset += 1
        guard letter == UInt8(ascii: "u") else {
            guard JSONString.escapes[letter] != nil else { throw failure }
            return
        }
        let unit = try readUnit()
        switch unit {
        case 0xdc00...0xdfff: throw failure
        case 0xd800...0xdbff:
            guard take("\\"), take("u"), case 0xdc00...0xdfff = try readUnit() else { throw failure }
        default: break
        }
    }

    private mutating func readUnit() throws(FHIRError) -> UInt16 {
        guard let unit = JSONString.unit(bytes, at: offset) else { throw failure }
        offset += 4
        return unit
    }
}
