internal import Glibc

/// The file by which a socket is found.
struct LocalSocketFile: Equatable {
    let isSocket: Bool
    let permissions: UInt32
    let inode: UInt64
    let device: UInt64

    /// What has the name, a symbolic link itself and not its target; nil when nothing has it.
    static func at(_ path: String) throws(LocalSocketError) -> LocalSocketFile? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            let error = LocalSocketError.last()
            if error.systemCode == ENOENT { return nil }
            throw error
        }
        return LocalSocketFile(
            isSocket: status.st_mode & S_IFMT == S_IFSOCK,
            permissions: UInt32(status.st_mode & 0o7777),
            inode: UInt64(status.st_ino),
            device: UInt64(status.st_dev)
        )
    }
}
