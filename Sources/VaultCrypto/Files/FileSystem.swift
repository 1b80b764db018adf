internal import Glibc

/// What Lethe does with files as a whole: make, find, remove, replace.
public enum FileSystem {
    /// The number of the user this process acts as.
    public static var currentUser: UInt32 { UInt32(geteuid()) }

    /// What the system says about a path, a symbolic link itself and not its target.
    /// - Throws: `FileError`.
    public static func status(of path: String) throws(FileError) -> FileStatus {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { throw FileError.last(path) }
        return FileStatus(status)
    }

    /// Returns whether something has this name, a broken symbolic link included.
    /// - Throws: `FileError` when the system cannot say.
    public static func exists(_ path: String) throws(FileError) -> Bool {
        do {
            _ = try status(of: path)
            return true
        } catch {
            guard error.code == .notFound else { throw error }
            return false
        }
    }

    /// The permission bits of a path.
    /// - Throws: `FileError`.
    public static func permissions(of path: String) throws(FileError) -> UInt32 {
        try status(of: path).permissions
    }

    /// Sets the permission bits of a path.
    /// - Throws: `FileError`.
    public static func setPermissions(_ permissions: UInt32, of path: String) throws(FileError) {
        guard unsafe chmod(path, mode_t(permissions)) == 0 else { throw FileError.last(path) }
    }

    /// Makes a directory with exactly these permissions, and the missing ones above it, durably.
    ///
    /// A directory that is there is left as it is.
    /// - Throws: `FileError`, `exists` when the name is taken by something else.
    public static func createDirectory(_ path: String, permissions: UInt32 = 0o700) throws(FileError) {
        if try exists(path) {
            guard try isDirectory(path) else { throw FileError(.exists, path) }
            return
        }
        let parent = parentDirectory(of: path)
        if try !exists(parent) { try createDirectory(parent, permissions: permissions) }
        guard unsafe mkdir(path, mode_t(permissions & 0o700)) == 0 else {
            let error = FileError.last(path)
            // Another process made it in between.
            if error.code == .exists, try isDirectory(path) { return }
            throw error
        }
        try setPermissions(permissions, of: path)
        try syncDirectory(parent)
    }

    /// Removes a file or an empty directory; the caller syncs the directory above when it must last.
    /// - Throws: `FileError`.
    public static func remove(_ path: String) throws(FileError) {
        let isDirectory = try status(of: path).kind == .directory
        guard unsafe (isDirectory ? rmdir(path) : unlink(path)) == 0 else { throw FileError.last(path) }
    }

    /// Gives a file another name in the same file system, in place of what has that name; the caller syncs.
    /// - Throws: `FileError`.
    public static func rename(_ path: String, to target: String) throws(FileError) {
        guard unsafe Glibc.rename(path, target) == 0 else { throw FileError.last(path) }
    }

    /// The names in a directory, sorted by their bytes.
    /// - Throws: `FileError`.
    public static func list(_ path: String) throws(FileError) -> [String] {
        guard let directory = unsafe opendir(path) else { throw FileError.last(path) }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileError.last(path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Waits until the device holds the names in a directory.
    /// - Throws: `FileError`.
    public static func syncDirectory(_ path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.last(path) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError.last(path) }
    }

    /// The absolute path without symbolic links.
    /// - Throws: `FileError`, `notFound` when part of it is missing.
    public static func realPath(_ path: String) throws(FileError) -> String {
        guard let real = unsafe realpath(path, nil) else { throw FileError.last(path) }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// The bytes still free for this user on the file system of a path.
    /// - Throws: `FileError`.
    public static func freeSpace(at path: String) throws(FileError) -> UInt64 {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { throw FileError.last(path) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// The bytes that the file system of a path has in all, used or not.
    /// - Throws: `FileError`.
    public static func space(at path: String) throws(FileError) -> UInt64 {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { throw FileError.last(path) }
        return UInt64(status.f_blocks) * UInt64(status.f_frsize)
    }

    /// The directory that a path lies in, by its text.
    public static func parentDirectory(of path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)
        _ = parts.popLast()
        let joined = parts.joined(separator: "/")
        if path.hasPrefix("/") { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    private static func isDirectory(_ path: String) throws(FileError) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw FileError.last(path) }
        return FileStatus(status).kind == .directory
    }
}
