extension MutableRawSpan {
    /// Writes a secret at an offset, so that secrets can be put together without leaving locked memory.
    ///
    /// - Precondition: the secret fits.
    public mutating func store(_ secret: borrowing SecretBytes, at offset: Int) {
        let count = secret.count
        precondition(offset >= 0 && offset + count <= byteCount, "the secret does not fit")
        unsafe withUnsafeMutableBytes { target in
            let place = unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + count])
            secret.withBytes { span in
                unsafe span.withUnsafeBytes { source in unsafe place.copyMemory(from: source) }
            }
        }
    }

    /// Writes public bytes at an offset.
    ///
    /// - Precondition: the bytes fit.
    public mutating func store(_ bytes: [UInt8], at offset: Int) {
        precondition(offset >= 0 && offset + bytes.count <= byteCount, "the bytes do not fit")
        unsafe withUnsafeMutableBytes { target in
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyBytes(from: bytes)
        }
    }
}
