import VaultModel

/// A SHA-256 value: 32 public bytes.
public struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of bytes of a digest.
    public static let size = 32

    // Four big-endian words: no heap, and comparing words is comparing bytes.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Creates a digest from exactly 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        unsafe self.init(span: bytes.span.bytes)
    }

    /// Creates a digest from a span of at least 32 bytes.
    init(span: RawSpan) {
        func word(_ index: Int) -> UInt64 {
            unsafe UInt64(bigEndian: span.unsafeLoadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        precondition(span.byteCount >= Self.size, "a digest has 32 bytes")
        words = (word(0), word(1), word(2), word(3))
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size)
        append(to: &bytes)
        return bytes
    }

    /// The bytes in lower-case hexadecimal.
    public var hex: String { Hex.encode(bytes) }

    /// The bytes in lower-case hexadecimal.
    public var description: String { hex }

    /// Appends the 32 bytes to `target`.
    public func append(to target: inout [UInt8]) {
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: 56, through: 0, by: -8) {
                target.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
    }

    /// Writes the 32 bytes into `target` from `offset` on.
    func store(into target: inout MutableRawSpan, at offset: Int) {
        target.storeBytes(of: words.0.bigEndian, toByteOffset: offset, as: UInt64.self)
        target.storeBytes(of: words.1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
        target.storeBytes(of: words.2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
        target.storeBytes(of: words.3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
    }

    /// Returns whether both are the same 32 bytes.
    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    /// Returns whether `left` comes first in the order of bytes.
    public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
