internal import Glibc

extension DurableFile {
    /// Writes bytes at a place, over what is there.
    /// - Throws: `FileError`; part of the bytes may have been written.
    public borrowing func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        let span = unsafe bytes.span.bytes
        try write(span, at: offset)
    }

    /// Writes a secret at a place, over what is there.
    /// - Throws: `FileError`; part of the bytes may have been written.
    public borrowing func write(secret: borrowing SecretBytes, at offset: Int) throws(FileError) {
        let descriptor = descriptor
        let path = path
        try secret.withBytes { (span) throws(FileError) in
            try Self.write(descriptor, path, span, at: offset)
        }
    }

    /// Writes the bytes of a span at a place, over what is there.
    /// - Throws: `FileError`; part of the bytes may have been written.
    public borrowing func write(_ bytes: RawSpan, at offset: Int) throws(FileError) {
        try Self.write(descriptor, path, bytes, at: offset)
    }

    /// Adds bytes at the end.
    /// - Throws: `FileError`; part of the bytes may have been written.
    public borrowing func append(_ bytes: [UInt8]) throws(FileError) {
        let end = try size()
        try write(bytes, at: end)
    }

    private static func write(
        _ descriptor: Int32,
        _ path: String,
        _ bytes: RawSpan,
        at offset: Int
    ) throws(FileError) {
        try unsafe bytes.withPointer { (source) throws(FileError) in
            var done = 0
            while done < bytes.byteCount {
                let put = unsafe pwrite(
                    descriptor,
                    source + done,
                    bytes.byteCount - done,
                    off_t(offset + done)
                )
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw FileError.last(path) }
                done += put
            }
        }
    }
}
