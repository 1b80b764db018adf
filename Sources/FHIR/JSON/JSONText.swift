internal import VaultModel

/// A JSON text (RFC 8259) that keeps the bytes it was read from, so that every value in it is found again exactly as it came.
///
/// Read strictly: UTF-8 without faults, no member twice, no half of a surrogate pair, nothing after the value. A byte order
/// mark before it is passed over, as RFC 8259 section 8.1 allows.
final class JSONText: Sendable {
    /// How deep values may nest.
    static let maximumDepth = 64

    /// The bytes as they came.
    let bytes: [UInt8]
    let nodes: [JSONNode]

    /// Reads a text.
    ///
    /// - Throws: ``FHIRError`` with `notJSON` or `tooLarge`, naming the byte.
    init(_ bytes: [UInt8]) throws(FHIRError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw FHIRError(.notJSON, "this is no UTF-8 text")
        }
        var reader = JSONReader(bytes: bytes)
        try reader.readText()
        self.bytes = bytes
        nodes = reader.nodes
    }

    /// The value itself.
    var root: JSONValue { JSONValue(text: self, index: 0) }
}
