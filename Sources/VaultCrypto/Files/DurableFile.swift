internal import Glibc

/// An open file whose writes are awaited: it reads and writes at places, and `sync()` says when the device has it.
///
/// Secrets go straight between locked memory and the file, without an unwiped copy in this process.
public struct DurableFile: ~Copyable, Sendable {
    /// The path it was opened by.
    public let path: String
    let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a regular file.
    ///
    /// The permissions of a new file are exactly those given, whatever the process's mask.
    /// - Throws: `FileError`; `wrongKind` for anything but a regular file, symbolic links included (but see `FileMode.input`).
    public static func open(_ path: String, mode: FileMode) throws(FileError) -> DurableFile {
        guard !path.utf8.contains(0) else { throw FileError(.badPath, path) }
        let permissions = mode.permissions ?? 0
        let descriptor = unsafe Glibc.open(path, mode.flags, mode_t(permissions & 0o600))
        guard descriptor >= 0 else { throw FileError.last(path) }
        let file = DurableFile(path: path, descriptor: descriptor)
        let status = try FileStatus.of(descriptor: descriptor, path: path)
        guard status.kind == .regular else { throw FileError(.wrongKind, path) }
        if mode.permissions != nil, status.size == 0, fchmod(descriptor, mode_t(permissions)) != 0 {
            throw FileError.last(path)
        }
        return file
    }

    /// What the system says about the file.
    /// - Throws: `FileError`.
    public borrowing func status() throws(FileError) -> FileStatus {
        try FileStatus.of(descriptor: descriptor, path: path)
    }

    /// The size in bytes.
    /// - Throws: `FileError`.
    public borrowing func size() throws(FileError) -> Int {
        try status().size
    }

    /// Waits until the device holds everything written so far, sizes included.
    /// - Throws: `FileError`; after one, nothing may be assumed about what the device holds.
    public borrowing func sync() throws(FileError) {
        guard fsync(descriptor) == 0 else { throw FileError.last(path) }
    }

    /// Waits until the device holds the bytes written so far and the size; of the file's times it may keep older ones.
    /// - Throws: `FileError`; after one, nothing may be assumed about what the device holds.
    public borrowing func syncContent() throws(FileError) {
        guard fdatasync(descriptor) == 0 else { throw FileError.last(path) }
    }

    /// Asks the system to begin writing bytes to the device, so that waiting for them later takes less; it promises
    /// nothing.
    public borrowing func beginSync(of range: Range<Int>) {
        // That the bytes are not wanted in the cache makes the system write them now; the others are left alone.
        _ = posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_DONTNEED)
    }

    /// Cuts or lengthens the file to a size; new bytes are zero.
    /// - Throws: `FileError`.
    public borrowing func truncate(to size: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw FileError.last(path) }
    }

    deinit {
        _ = close(descriptor)
    }
}
