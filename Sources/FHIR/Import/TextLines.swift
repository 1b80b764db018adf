internal import VaultCore

/// Reads a file line by line; lines without anything are passed over.
struct TextLines {
    /// A line with its number, from 1 on.
    struct Line: Sendable {
        let number: Int
        /// The bytes without the line's end; `nil` when there are too many.
        let bytes: [UInt8]?
    }

    private static let pieceSize = 1 << 20

    private let source: any ByteSource
    private var piece: [UInt8] = []
    private var next = 0
    private var offset = 0
    private var number = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The next line; `nil` at the end.
    mutating func line() throws -> Line? {
        while true {
            var bytes: [UInt8] = []
            var isTooLong = false
            var isEnded = false
            while !isEnded {
                if next == piece.count {
                    piece = try source.read(at: offset, count: Self.pieceSize)
                    offset += piece.count
                    next = 0
                    if piece.isEmpty { break }
                }
                let end = piece[next...].firstIndex(of: 0x0a) ?? piece.count
                if bytes.count + end - next > TextFile.maximumSize { isTooLong = true }
                if !isTooLong { bytes += piece[next..<end] }
                isEnded = end < piece.count
                next = isEnded ? end + 1 : end
            }
            guard isEnded || !bytes.isEmpty || isTooLong else { return nil }
            number += 1
            if bytes.last == 0x0d { bytes.removeLast() }
            if isTooLong { return Line(number: number, bytes: nil) }
            if bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
                return Line(number: number, bytes: bytes)
            }
        }
    }
}
