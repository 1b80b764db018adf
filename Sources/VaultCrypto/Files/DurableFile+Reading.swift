internal import Glibc

extension DurableFile {
    /// Returns exactly `count` bytes from a place.
    /// - Throws: `FileError`, `short` when the file ends before.
    public borrowing func read(count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        try unsafe read(into: span.mutableBytes, at: offset)
        return bytes
    }

    /// Appends to `output` up to `count` bytes from a place, fewer only at the end of the file.
    ///
    /// It is for reading a file piece by piece into one buffer.
    /// - Returns: the number of bytes appended; 0 at the end of the file.
    /// - Throws: `FileError`.
    public borrowing func append(upTo count: Int, at offset: Int, to output: inout [UInt8]) throws(FileError)
        -> Int
    {
        let available = max(0, min(count, try size() - offset))
        var failure: FileError?
        unsafe output.append(
            count: available,
            writingTo: { target in
                do throws(FileError) {
                    try unsafe Self.read(descriptor, path, into: target, count: available, at: offset)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        )
        if let failure { throw failure }
        return available
    }

    /// Returns exactly `count` bytes from a place as a secret.
    /// - Throws: `FileError`, `short` when the file ends before.
    public borrowing func readSecret(count: Int, at offset: Int) throws(FileError) -> SecretBytes {
        let descriptor = descriptor
        let path = path
        return try SecretBytes(count: count) { (span: inout MutableRawSpan) throws(FileError) in
            try unsafe span.withPointer { (target) throws(FileError) in
                try unsafe Self.read(descriptor, path, into: target, count: count, at: offset)
            }
        }
    }

    /// Fills a span from a place of the file.
    /// - Throws: `FileError`, `short` when the file ends before.
    public borrowing func read(into span: consuming MutableRawSpan, at offset: Int) throws(FileError) {
        let count = span.byteCount
        let descriptor = descriptor
        let path = path
        try unsafe span.withPointer { (target) throws(FileError) in
            try unsafe Self.read(descriptor, path, into: target, count: count, at: offset)
        }
    }

    /// Returns `count` bytes as the device holds them, past the system's cache where the file system allows.
    ///
    /// It is for checking that bytes were really overwritten, so what it returns is not secret.
    /// - Throws: `FileError`, `short` when the file ends before.
    public borrowing func readBackUncached(count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        if let bytes = try readDirect(count: count, at: offset) { return bytes }
        _ = posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
        return try read(count: count, at: offset)
    }

    /// `O_DIRECT`, which the C library shows only to GNU sources; its value depends on the processor.
    private static var directFlag: Int32 {
        #if arch(arm64)
        0o200000
        #else
        0o40000
        #endif
    }

    /// Reads with `O_DIRECT`; nil when the file system has no such thing.
    private borrowing func readDirect(count: Int, at offset: Int) throws(FileError) -> [UInt8]? {
        // Opened again through the descriptor, so that it is this very file whatever its name means now.
        let flags = O_RDONLY | O_CLOEXEC | Self.directFlag
        let direct = unsafe Glibc.open("/proc/self/fd/\(descriptor)", flags)
        guard direct >= 0 else { return nil }
        defer { _ = close(direct) }
        let block = 4096
        let start = offset / block * block
        let length = (offset + count - start + block - 1) / block * block
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: block)
        defer { unsafe buffer.deallocate() }
        var filled = 0
        while filled < offset - start + count {
            let got = unsafe pread(direct, buffer + filled, length - filled, off_t(start + filled))
            if got < 0, errno == EINTR { continue }
            if got < 0, errno == EINVAL { return nil }
            guard got >= 0 else { throw FileError.last(path) }
            guard got > 0 else { throw FileError(.short, path) }
            filled += got
        }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: buffer + (offset - start), count: count))
    }

    private static func read(
        _ descriptor: Int32,
        _ path: String,
        into target: UnsafeMutablePointer<UInt8>,
        count: Int,
        at offset: Int
    ) throws(FileError) {
        var done = 0
        while done < count {
            let got = unsafe pread(descriptor, target + done, count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileError.last(path) }
            guard got > 0 else { throw FileError(.short, path) }
            done += got
        }
    }
}
