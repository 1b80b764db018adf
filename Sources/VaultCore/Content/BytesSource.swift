/// Bytes in memory as a ``ByteSource``.
public struct BytesSource: ByteSource {
    private let bytes: [UInt8]

    /// Wraps bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads up to `count` bytes at an offset.
    public func read(at offset: Int, count: Int) throws -> [UInt8] {
        Array(bytes.dropFirst(offset).prefix(count))
    }
}
