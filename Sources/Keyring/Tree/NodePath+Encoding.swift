extension NodePath {
    /// The path as bytes: its length in bits (one byte), then the bits, the first in the highest place, filled with
    /// zero bits to whole bytes.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = [UInt8(length)]
        append(to: &bytes, count: (length + 7) / 8)
        return bytes
    }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    public init?(encoded bytes: [UInt8]) {
        guard let length = bytes.first, Int(length) <= Self.maximumLength else { return nil }
        self.init(length: Int(length), packed: bytes[1...])
    }

    /// Appends the first `count` bytes of the bits.
    func append(to bytes: inout [UInt8], count: Int) {
        for index in 0..<count {
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt128(120 - 8 * index)))
        }
    }

    /// Reads a length and exactly the bytes its bits need; unused bits must be zero.
    init?(length: Int, packed bytes: some Collection<UInt8>) {
        guard (0...Self.maximumLength).contains(length), bytes.count == (length + 7) / 8 else { return nil }
        var bits: UInt128 = 0
        var shift = 120
        for byte in bytes {
            bits |= UInt128(byte) << UInt128(shift)
            shift -= 8
        }
        self.init(bits: bits, length: length)
        guard ancestor(ofLength: length).bits == bits else { return nil }
    }
}
