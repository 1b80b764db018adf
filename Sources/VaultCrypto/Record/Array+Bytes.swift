extension [UInt8] {
    /// Appends the four bytes of a number, highest first.
    mutating func append(bigEndian value: UInt32) {
        for shift in stride(from: 24, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
        }
    }

    /// Appends `count` bytes that `body` writes at the address it gets; they are left out when it returns false.
    ///
    /// The array grows by doubling, so that appending chunk after chunk takes linear time.
    mutating func append(count size: Int, writingTo body: (UnsafeMutablePointer<UInt8>) -> Bool) {
        if capacity - count < size { reserveCapacity(Swift.max(count + size, capacity * 2)) }
        append(addingCapacity: size) { space in
            unsafe space.withUnsafeMutableBufferPointer { buffer, initialized in
                guard let base = buffer.baseAddress, unsafe body(base + initialized) else { return }
                initialized += size
            }
        }
    }
}
