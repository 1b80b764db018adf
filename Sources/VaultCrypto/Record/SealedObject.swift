/// Seals and opens small objects as a whole.
public enum SealedObject {
    /// Returns content sealed as an object, and what was sealed.
    public static func seal(
        _ content: [UInt8],
        context: ObjectContext,
        recordKey: borrowing SecretBytes
    ) -> (sealed: [UInt8], summary: SealedSummary) {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(ObjectLayout(contentSize: content.count).sealedSize)
        var sealer = ObjectSealer(context: context, recordKey: recordKey, into: &sealed)
        sealer.update(content, into: &sealed)
        let summary = sealer.finish(into: &sealed)
        return (sealed, summary)
    }

    /// Returns the content of an object whose size is known.
    /// - Throws: `CryptoError` as `ObjectOpener`.
    public static func open(
        _ sealed: [UInt8],
        contentSize: Int,
        context: ObjectContext,
        recordKey: borrowing SecretBytes
    ) throws(CryptoError) -> [UInt8] {
        try open(sealed, size: contentSize, context: context, recordKey: recordKey)
    }

    /// Returns the text of an object that carries no size: metadata and facts, which never end in a zero byte.
    /// - Throws: `CryptoError` as `ObjectOpener`, and `content` when the padding is longer than the rule makes it.
    public static func openText(
        _ sealed: [UInt8],
        context: ObjectContext,
        recordKey: borrowing SecretBytes
    ) throws(CryptoError) -> [UInt8] {
        var content = try open(sealed, size: nil, context: context, recordKey: recordKey)
        let padded = content.count
        while content.last == 0 { content.removeLast() }
        guard !content.isEmpty, Padding.paddedSize(of: content.count) == padded else {
            throw CryptoError(.content, "the sealed text does not end where its padding says")
        }
        return content
    }

    private static func open(
        _ sealed: [UInt8],
        size: Int?,
        context: ObjectContext,
        recordKey: borrowing SecretBytes
    ) throws(CryptoError) -> [UInt8] {
        let header = Array(sealed.prefix(ObjectFormat.headerSize))
        var opener = try ObjectOpener(
            header: header,
            sealedSize: sealed.count,
            contentSize: size,
            recordKey: recordKey,
            context: context
        )
        var content: [UInt8] = []
        content.reserveCapacity(opener.layout.paddedSize)
        let span = unsafe sealed.span.bytes
        for index in 0..<opener.layout.chunkCount {
            let chunk = span.extracting(opener.layout.sealedRange(ofChunk: index))
            try opener.openChunk(index, chunk, into: &content)
        }
        return content
    }
}
