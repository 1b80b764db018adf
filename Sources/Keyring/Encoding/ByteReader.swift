/// Reads numbers and runs of bytes from public bytes, front to back; it gives `nil` rather than read past the end.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// Reads a number whose highest byte comes first.
    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let size = Number.bitWidth / 8
        guard bytes.count - offset >= size else { return nil }
        var value: Number = 0
        for byte in bytes[offset..<offset + size] {
            value = value << 8 | Number(truncatingIfNeeded: byte)
        }
        offset += size
        return value
    }

    /// Reads `count` bytes.
    mutating func run(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, bytes.count - offset >= count else { return nil }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// Reads bytes that must be exactly these.
    mutating func literal(_ expected: [UInt8]) -> Bool {
        guard let found = run(expected.count) else { return false }
        return found.elementsEqual(expected)
    }
}
