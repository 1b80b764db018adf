internal import VaultCrypto

/// Opens a range of a part by groups of neighbouring chunks, several groups at the same time.
///
/// Only the chunks that hold the range are read.
final class PartOpening: Sendable {
    /// How many chunks are read at a time.
    private static let groupSize = 8
    /// How many groups may be open or being opened before the first of them is handed out.
    static let ahead = 3

    /// How many groups there are.
    let groups: Int

    private let source: PartSource
    private let bounds: Range<Int>
    private let layout: ObjectLayout
    private let chunks: Range<Int>
    private let ticket: ReaderTicket
    private let openers: [SharedOpener]

    /// - Parameters:
    ///   - size: The true size of the part.
    ///   - bounds: The bytes wanted.
    ///   - makeOpener: Makes an opener of the part; called once for each group that may be opened at the same time.
    /// - Throws: `CryptoError` when sizes, header or key do not belong together.
    init(
        of source: PartSource,
        sealedSize: Int,
        size: Int,
        bounds: Range<Int>,
        ticket: ReaderTicket,
        makeOpener: () throws -> ObjectOpener
    ) throws {
        self.source = source
        self.bounds = bounds
        self.ticket = ticket
        layout = try ObjectLayout(sealedSize: sealedSize)
        chunks = try layout.chunks(covering: bounds)
        groups = (chunks.count + Self.groupSize - 1) / Self.groupSize
        // The first is made whatever there is to read: it checks header, sizes and key.
        openers = try (0..<max(1, min(Self.ahead, groups))).map { _ in SharedOpener(try makeOpener()) }
    }

    /// The wanted content of one group.
    ///
    /// - Throws: ``VaultError`` with `damaged` when the ciphertext is shorter, `closed` when an erasure has begun;
    ///   `CryptoError` when a chunk is not genuine.
    func content(ofGroup index: Int) async throws -> [UInt8] {
        if case .inline = source.body { return try contentHere(ofGroup: index) }
        return try await BlockingWork.run { [self] in try contentHere(ofGroup: index) }
    }

    /// Content that was opened ahead, if it may be handed out now.
    ///
    /// Its own function, since release compilers up to 6.3.1 crash on this check in a loop that also suspends.
    /// - Throws: ``VaultError`` with `closed` when an erasure has begun.
    @inline(never)
    func released(_ content: [UInt8]) throws -> [UInt8] {
        try ticket.check()
        return content
    }

    /// Destroys what holds the key, once nothing is being opened any more.
    ///
    /// A thread that opened a group may refer to this a moment longer than its content is waited for.
    func close() {
        for opener in openers { opener.close() }
    }

    private func contentHere(ofGroup index: Int) throws -> [UInt8] {
        let first = chunks.lowerBound + index * Self.groupSize
        let group = first..<min(first + Self.groupSize, chunks.upperBound)
        let start = layout.sealedRange(ofChunk: first).lowerBound
        try ticket.check()
        let sealed = try source.readHere(start..<layout.sealedRange(ofChunk: group.upperBound - 1).upperBound)
        // Groups that are open at the same time are neighbours: none waits for another's opener.
        let content = try openers[index % openers.count].open(group, of: sealed, from: start, for: ticket)
        let begin = layout.contentRange(ofChunk: first).lowerBound
        let wanted = max(bounds.lowerBound - begin, 0)..<min(bounds.upperBound - begin, content.count)
        return wanted == content.indices ? content : Array(content[wanted])
    }
}
