internal import Glibc

/// What the system says about a file or directory.
public struct FileStatus: Hashable, Sendable {
    /// What a name stands for.
    public enum Kind: Hashable, Sendable {
        /// A file with bytes.
        case regular
        /// A directory.
        case directory
        /// A symbolic link.
        case symbolicLink
        /// Anything else: device, pipe, socket.
        case other
    }

    /// What it is.
    public let kind: Kind
    /// The permission bits, such as `0o600`.
    public let permissions: UInt32
    /// The number of the user who owns it.
    public let owner: UInt32
    /// The size in bytes.
    public let size: Int
    /// The device it is on; equal for two files on one file system.
    public let device: UInt64
    /// The number of the file on its device.
    public let inode: UInt64

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        permissions = UInt32(status.st_mode & 0o7777)
        owner = UInt32(status.st_uid)
        size = Int(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    static func of(descriptor: Int32, path: String) throws(FileError) -> FileStatus {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw FileError.last(path) }
        return FileStatus(status)
    }
}
