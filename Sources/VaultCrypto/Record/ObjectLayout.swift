/// Where the chunks of a sealed object lie, worked out from its size alone.
public struct ObjectLayout: Hashable, Sendable {
    /// The size of the whole object: header and chunks.
    public let sealedSize: Int
    /// The size of the content with its padding.
    public let paddedSize: Int
    /// The number of chunks, at least 1.
    public let chunkCount: Int

    /// Works out the layout of an object of `sealedSize` bytes.
    /// - Throws: `CryptoError` with code `size` when no object has that size.
    public init(sealedSize: Int) throws(CryptoError) {
        let body = sealedSize - ObjectFormat.headerSize
        let chunks = body / ObjectFormat.sealedChunkSize + (body % ObjectFormat.sealedChunkSize == 0 ? 0 : 1)
        let padded = body - chunks * AESGCM.tagSize
        guard body > 0, chunks <= ObjectFormat.maximumChunks,
            padded >= Padding.minimumSize, Padding.paddedSize(of: padded) == padded,
            // A last chunk that holds a tag and nothing else would pass the sums above.
            (padded + ObjectFormat.chunkSize - 1) / ObjectFormat.chunkSize == chunks
        else {
            throw CryptoError(
                .size,
                "no sealed object has this size: it was cut, lengthened or is something else"
            )
        }
        self.init(paddedSize: padded)
    }

    /// Works out the layout of content of `contentSize` bytes.
    public init(contentSize: Int) {
        self.init(paddedSize: Padding.paddedSize(of: contentSize))
    }

    private init(paddedSize: Int) {
        self.paddedSize = paddedSize
        chunkCount = (paddedSize + ObjectFormat.chunkSize - 1) / ObjectFormat.chunkSize
        sealedSize = ObjectFormat.headerSize + paddedSize + chunkCount * AESGCM.tagSize
    }

    /// The chunks that hold a range of the content; empty for an empty range.
    /// - Throws: `CryptoError` with code `range` when the range reaches beyond the padded content.
    public func chunks(covering range: Range<Int>) throws(CryptoError) -> Range<Int> {
        guard range.lowerBound >= 0, range.upperBound <= paddedSize else {
            throw CryptoError(.range, "the range lies outside the object")
        }
        guard !range.isEmpty else { return 0..<0 }
        return range.lowerBound / ObjectFormat.chunkSize..<(range.upperBound - 1) / ObjectFormat.chunkSize + 1
    }

    /// Where a chunk lies in the sealed object.
    public func sealedRange(ofChunk index: Int) -> Range<Int> {
        precondition(index >= 0 && index < chunkCount, "there is no such chunk")
        let start = ObjectFormat.headerSize + index * ObjectFormat.sealedChunkSize
        return start..<min(start + ObjectFormat.sealedChunkSize, sealedSize)
    }

    /// Which bytes of the padded content a chunk holds.
    public func contentRange(ofChunk index: Int) -> Range<Int> {
        precondition(index >= 0 && index < chunkCount, "there is no such chunk")
        let start = index * ObjectFormat.chunkSize
        return start..<min(start + ObjectFormat.chunkSize, paddedSize)
    }
}
