internal import Glibc

/// A failure of the file system.
///
/// Two errors are equal when code and path are.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as a closed list.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is no such file or directory.
        case notFound
        /// Something of this name is there already.
        case exists
        /// This process may not do it.
        case permission
        /// No space, no quota or no free file number is left.
        case full
        /// The file is longer than the limit given.
        case tooLarge
        /// The file ends before the bytes asked for.
        case short
        /// It is not a regular file, or not a directory, where one is needed.
        case wrongKind
        /// The directory still holds something.
        case notEmpty
        /// Another process holds the lock.
        case locked
        /// The name is too long or cannot be a path.
        case badPath
        /// The file system here cannot do what is asked.
        case unsupported
        /// The device or file system failed.
        case inputOutput
    }

    /// What went wrong.
    public let code: Code
    /// The file or directory concerned.
    public let path: String
    /// The number the system gave, 0 if none.
    public let systemCode: Int32

    init(_ code: Code, _ path: String, systemCode: Int32 = 0) {
        self.code = code
        self.path = path
        self.systemCode = systemCode
    }

    /// The error that the system's last failed call on `path` left behind.
    static func last(_ path: String) -> FileError {
        let number = errno
        return FileError(code(of: number), path, systemCode: number)
    }

    /// A fixed sentence and the path.
    public var message: String { "\(sentence): `\(path)`" }

    /// The message.
    public var description: String { message }

    /// Returns whether both have the same code and path.
    public static func == (left: FileError, right: FileError) -> Bool {
        left.code == right.code && left.path == right.path
    }

    /// Hashes code and path, which decide equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(path)
    }

    private var sentence: String {
        switch code {
        case .notFound: "there is no such file or directory"
        case .exists: "something of this name is there already"
        case .permission: "this user may not use the file or directory"
        case .full: "no space is left for the file or directory"
        case .tooLarge: "the file is larger than allowed here"
        case .short: "the file ends too early"
        case .wrongKind: "this is not the kind of file that is needed here"
        case .notEmpty: "the directory is not empty"
        case .locked: "another process is using it"
        case .badPath: "this cannot be a path"
        case .unsupported: "the file system cannot do what is needed here"
        case .inputOutput: "the device or file system failed"
        }
    }

    private static func code(of number: Int32) -> Code {
        switch number {
        case ENOENT: .notFound
        case EEXIST: .exists
        case EACCES, EPERM, EROFS: .permission
        case ENOSPC, EDQUOT, EMFILE, ENFILE: .full
        case EFBIG: .tooLarge
        case ENOTDIR, EISDIR, ELOOP, ESPIPE: .wrongKind
        case ENOTEMPTY, EBUSY: .notEmpty
        case EWOULDBLOCK: .locked
        case ENAMETOOLONG: .badPath
        case EOPNOTSUPP, ENOSYS, ENOTTY, EINVAL: .unsupported
        default: .inputOutput
        }
    }
}
