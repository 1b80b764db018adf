/// The bound values of one statement: one buffer, and where each value lies in it.
struct Arguments: Sendable {
    struct Entry: Sendable {
        let type: UInt32
        let offset: Int
        /// Length in bytes; nil for NULL.
        let length: Int?
        /// Whether the value is in text format, which only dates use.
        let isText: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    var types: [UInt32] { entries.map(\.type) }

    mutating func append(type: UInt32, isText: Bool = false, _ write: (inout [UInt8]) -> Void) {
        let offset = bytes.count
        write(&bytes)
        entries.append(Entry(type: type, offset: offset, length: bytes.count - offset, isText: isText))
        // A terminator keeps text values valid C strings and the buffer non-empty.
        bytes.append(0)
    }

    /// Appends one value of another statement.
    mutating func append(_ other: Arguments, at index: Int) {
        let entry = other.entries[index]
        guard let length = entry.length else { return appendNull(type: entry.type) }
        append(type: entry.type, isText: entry.isText) { bytes in
            bytes.append(contentsOf: other.bytes[entry.offset..<entry.offset + length])
        }
    }

    mutating func appendNull(type: UInt32) {
        entries.append(Entry(type: type, offset: 0, length: nil, isText: false))
    }
}
