/// Opens the chunks of one object, in any order; nothing unauthenticated is ever released.
@safe
public struct ObjectOpener: ~Copyable, Sendable {
    /// Where the chunks lie.
    public let layout: ObjectLayout
    /// The number of content bytes, if known; the padding behind is then checked and left out.
    public let contentSize: Int?

    private let additionalData: [UInt8]
    private var cipher: GCMContext
    private var nonce = ChunkNonce()

    /// Prepares to open an object.
    ///
    /// The key commitment is compared, in constant time, before any chunk is looked at.
    /// - Parameters:
    ///   - header: the first `ObjectFormat.headerSize` bytes of the object.
    ///   - sealedSize: the size of the whole object.
    ///   - contentSize: the true size from the sealed metadata; nil leaves the padding in the last chunks.
    /// - Throws: `CryptoError`: `header`, `size`, `wrongKey`, or `content` when the true size does not fit.
    public init(
        header: [UInt8],
        sealedSize: Int,
        contentSize: Int?,
        recordKey: borrowing SecretBytes,
        context: ObjectContext
    ) throws(CryptoError) {
        let header = try ObjectHeader(parsing: header, kind: context.kind)
        let layout = try ObjectLayout(sealedSize: sealedSize)
        let keys = ObjectKeys(recordKey: recordKey, salt: header.salt, kind: context.kind)
        guard keys.keyCommitment.isEqual(to: SecretBytes(copying: header.keyCommitment)) else {
            throw CryptoError(.wrongKey, "the sealed object belongs to another key or part")
        }
        if let contentSize, contentSize < 0 || Padding.paddedSize(of: contentSize) != layout.paddedSize {
            throw CryptoError(.content, "the sealed object is not of the size its metadata says")
        }
        self.layout = layout
        self.contentSize = contentSize
        additionalData = context.additionalData
        cipher = GCMContext(key: keys.chunkKey, direction: .open)
    }

    /// Returns the content of one chunk.
    /// - Parameter sealed: exactly the bytes of `layout.sealedRange(ofChunk: index)`.
    /// - Throws: `CryptoError`: `authentication` when anything about the chunk is not as it was sealed, `size` when
    ///   `sealed` has not the size of that chunk, `range` when there is no such chunk, `content` when its padding is
    ///   not zero.
    public mutating func openChunk(_ index: Int, _ sealed: [UInt8]) throws(CryptoError) -> [UInt8] {
        var output: [UInt8] = []
        try openChunk(index, sealed, into: &output)
        return output
    }

    /// Appends the content of one chunk to `output`, which stays as it was when the chunk is refused.
    /// - Throws: as `openChunk(_:_:)`.
    public mutating func openChunk(
        _ index: Int,
        _ sealed: [UInt8],
        into output: inout [UInt8]
    ) throws(CryptoError) {
        let span = unsafe sealed.span.bytes
        try openChunk(index, span, into: &output)
    }

    /// Appends the content of one chunk to `output`, which stays as it was when the chunk is refused.
    /// - Throws: as `openChunk(_:_:)`.
    public mutating func openChunk(
        _ index: Int,
        _ sealed: RawSpan,
        into output: inout [UInt8]
    ) throws(CryptoError) {
        guard index >= 0, index < layout.chunkCount else {
            throw CryptoError(.range, "the sealed object has no chunk of this number")
        }
        guard sealed.byteCount == layout.sealedRange(ofChunk: index).count else {
            throw CryptoError(.size, "the chunk has not the size that its place asks for")
        }
        nonce.set(index: index, isFinal: index == layout.chunkCount - 1)
        let count = sealed.byteCount - AESGCM.tagSize
        let before = output.count
        var isGenuine = false
        unsafe output.append(
            count: count,
            writingTo: { target in
                isGenuine = unsafe sealed.withPointer { source in
                    unsafe cipher.open(
                        source,
                        count: count,
                        nonce: nonce.bytes,
                        aad: additionalData,
                        into: target
                    )
                }
                return isGenuine
            }
        )
        guard isGenuine else {
            throw CryptoError(.authentication, "the chunk was changed or belongs to another place")
        }
        try removePadding(ofChunk: index, from: before, in: &output)
    }

    private func removePadding(
        ofChunk index: Int,
        from start: Int,
        in output: inout [UInt8]
    ) throws(CryptoError) {
        let range = layout.contentRange(ofChunk: index)
        guard let contentSize, contentSize < range.upperBound else { return }
        let end = start + max(0, contentSize - range.lowerBound)
        let isZero = output[end...].allSatisfy { $0 == 0 }
        output.removeSubrange((isZero ? end : start)...)
        guard isZero else { throw CryptoError(.content, "the padding of the sealed object is not zero") }
    }
}
