internal import VaultModel

extension Prefix {
    /// The prefix as bytes: the tree's number (2 bytes, big-endian), then the encoded path.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: tree.rawValue)
        bytes.append(contentsOf: path.encoded)
        return bytes
    }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count >= 3, let tree = TreeNumber(Int16(bytes[0]) << 8 | Int16(bytes[1])),
            let path = NodePath(encoded: Array(bytes[2...]))
        else { return nil }
        self.init(tree: tree, path: path)
    }
}
