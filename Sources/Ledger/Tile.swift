import VaultCrypto

/// A tile and the bytes it has on disk.
struct Tile: Hashable, Sendable {
    /// Where it lies.
    let path: TilePath
    /// What it holds.
    let bytes: [UInt8]

    /// The length of an entry: a commitment.
    static let entryLength = 32

    /// Makes a tile of hashes.
    init(level: Int, index: UInt64, hashes: [Digest]) {
        path = TilePath(.hashes(level: level), index: index, width: hashes.count)
        bytes = hashes.flatMap(\.bytes)
    }

    /// Makes a bundle of entries, each behind its length in two bytes, big-endian.
    init(index: UInt64, entries: [[UInt8]]) {
        path = TilePath(.entries, index: index, width: entries.count)
        bytes = entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xff)] + $0 }
    }

    /// The hashes that a tile's bytes hold, or `nil` unless they are exactly `width`.
    static func hashes(in bytes: [UInt8], width: Int) -> [Digest]? {
        guard bytes.count == 32 * width else { return nil }
        var hashes: [Digest] = []
        hashes.reserveCapacity(width)
        for start in stride(from: 0, to: bytes.count, by: 32) {
            guard let hash = Digest(bytes: Array(bytes[start..<start + 32])) else { return nil }
            hashes.append(hash)
        }
        return hashes
    }

    /// The entries that a bundle's bytes hold, or `nil` unless they are exactly `width` of 32 bytes.
    static func entries(in bytes: [UInt8], width: Int) -> [[UInt8]]? {
        let stride = 2 + entryLength
        guard bytes.count == stride * width else { return nil }
        var entries: [[UInt8]] = []
        entries.reserveCapacity(width)
        for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
            guard bytes[start] == 0, bytes[start + 1] == UInt8(entryLength) else { return nil }
            entries.append(Array(bytes[start + 2..<start + stride]))
        }
        return entries
    }
}
