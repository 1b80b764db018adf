extension RawSpan {
    /// Calls `body` with the address of the bytes, which is never null, even for an empty span.
    func withPointer<R: ~Copyable, E: Error>(
        _ body: (UnsafePointer<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try unsafe withUnsafeBytes { (buffer) throws(E) -> R in
            guard let base = buffer.baseAddress else {
                var nothing: UInt8 = 0
                return try unsafe body(&nothing)
            }
            return try unsafe body(base.assumingMemoryBound(to: UInt8.self))
        }
    }
}

extension MutableRawSpan {
    /// Calls `body` with the address of the bytes, which is never null, even for an empty span.
    mutating func withPointer<R: ~Copyable, E: Error>(
        _ body: (UnsafeMutablePointer<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try unsafe withUnsafeMutableBytes { (buffer) throws(E) -> R in
            guard let base = buffer.baseAddress else {
                var nothing: UInt8 = 0
                return try unsafe body(&nothing)
            }
            return try unsafe body(base.assumingMemoryBound(to: UInt8.self))
        }
    }
}
