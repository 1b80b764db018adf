extension ObjectOpener {
    /// Appends the content of one chunk that lies inside a larger piece of the object.
    ///
    /// - Parameter range: where the chunk's bytes lie in `bytes`.
    /// - Throws: as `openChunk(_:_:)`.
    public mutating func openChunk(
        _ index: Int,
        in bytes: [UInt8],
        at range: Range<Int>,
        into output: inout [UInt8]
    ) throws(CryptoError) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
            throw CryptoError(.size, "the chunk has not the size that its place asks for")
        }
        let span = unsafe bytes.span.bytes
        try openChunk(index, span.extracting(range), into: &output)
    }
}
