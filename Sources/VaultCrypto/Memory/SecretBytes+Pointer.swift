extension SecretBytes {
    /// Calls `body` with the address of the bytes, for calls into C; it must not be kept.
    borrowing func withPointer<R: ~Copyable, E: Error>(
        _ body: (UnsafePointer<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try withBytes { (span) throws(E) -> R in try unsafe span.withPointer(body) }
    }

    /// Creates a secret that `body` writes through an address, for calls into C.
    init<E: Error>(
        count: Int,
        writingTo body: (UnsafeMutablePointer<UInt8>) throws(E) -> Void
    ) throws(E) {
        try self.init(count: count) { (span: inout MutableRawSpan) throws(E) in
            try unsafe span.withPointer(body)
        }
    }
}
