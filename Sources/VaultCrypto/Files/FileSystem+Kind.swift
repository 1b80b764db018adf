internal import Glibc

extension FileSystem {
    /// Returns the kind of file system under a path and the path's own attributes.
    /// - Throws: `FileError`, `unsupported` when the system does not tell.
    public static func kind(of path: String) throws(FileError) -> FileSystemKind {
        let real = try realPath(path)
        let table = try MountTable(
            parsing: String(decoding: readVirtual("/proc/self/mountinfo"), as: UTF8.self)
        )
        guard let entry = table.entry(holding: real) else { throw FileError(.unsupported, path) }
        return FileSystemKind(name: entry.kind, options: entry.options, attributes: attributes(of: real))
    }

    /// The attribute flags of a file or directory; 0 where the file system has none.
    private static func attributes(of path: String) -> UInt32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return 0 }
        defer { _ = close(descriptor) }
        let getFlags: UInt = 0x8008_6601
        var flags: CLong = 0
        guard unsafe ioctl(descriptor, getFlags, &flags) == 0 else { return 0 }
        return UInt32(truncatingIfNeeded: flags)
    }

    /// Reads a file of the kernel's, which has no size.
    private static func readVirtual(_ path: String) throws(FileError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.last(path) }
        defer { _ = close(descriptor) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while true {
            let got = unsafe Glibc.read(descriptor, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileError.last(path) }
            if got == 0 { return content }
            content += piece[..<got]
        }
    }
}
