import VaultCore
import VaultCrypto

/// A large document that takes no memory: blocks of the same bytes, of which each begins with its number.
struct StampedSource: ByteSource {
    /// How many bytes a block has; it is no multiple of what Lethe reads or seals at a time.
    private static let block = 100_003
    private static let pattern = Sample.content(block, seed: 11)

    let size: Int
    /// The most bytes that a reading gives, whatever is asked for.
    var most = Int.max
    /// The place from which it cannot be read.
    var end = Int.max

    /// The planned failure.
    struct Failure: Error {}

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        guard offset + count <= end else { throw Failure() }
        var bytes: [UInt8] = []
        let wanted = max(0, min(count, most, size - offset))
        while bytes.count < wanted {
            let place = offset + bytes.count
            let inside = place % Self.block
            let stamp = Array(String(place / Self.block).utf8)
            let left = wanted - bytes.count
            if inside < stamp.count {
                bytes += stamp[inside..<min(stamp.count, inside + left)]
            } else {
                bytes += Self.pattern[inside..<min(Self.block, inside + left)]
            }
        }
        return bytes
    }

    /// Some of the bytes.
    func bytes(_ range: Range<Int>) throws -> [UInt8] {
        try Self(size: size).read(at: range.lowerBound, count: range.count)
    }
}
