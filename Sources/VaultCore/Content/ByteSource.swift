/// Bytes that can be read from the start more than once, so that a store can be tried again.
public protocol ByteSource: Sendable {
    /// Reads up to `count` bytes at an offset; an empty result is the end.
    func read(at offset: Int, count: Int) throws -> [UInt8]
}
