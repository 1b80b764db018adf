internal import Glibc

/// How a file is opened.
public enum FileMode: Hashable, Sendable {
    /// For reading.
    case readOnly
    /// For reading a file that a person named: symbolic links are followed.
    case input
    /// For reading and writing; the file must be there.
    case readWrite
    /// For reading and writing; the file must not be there and gets these permissions.
    case createExclusive(permissions: UInt32)
    /// For adding at the end; the file is made with these permissions when missing. Whatever place a write names, its
    /// bytes go to the end.
    case append(permissions: UInt32)

    var flags: Int32 {
        // No symbolic link in the last place, never passed on to programs, never waiting for a pipe's other end.
        let common = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        return switch self {
        case .readOnly: O_RDONLY | common
        case .input: O_RDONLY | O_CLOEXEC | O_NONBLOCK
        case .readWrite: O_RDWR | common
        case .createExclusive: O_RDWR | O_CREAT | O_EXCL | common
        case .append: O_RDWR | O_CREAT | O_APPEND | common
        }
    }

    var permissions: UInt32? {
        switch self {
        case .readOnly, .input, .readWrite: nil
        case .createExclusive(let permissions), .append(let permissions): permissions
        }
    }
}
