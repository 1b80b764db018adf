internal import Glibc

/// Why a local socket did not do what was asked.
///
/// Two errors are equal when their codes are.
public struct LocalSocketError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, as a closed list.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// There is no such socket, or no process accepts connections there.
        case nobodyListens
        /// Another process accepts connections there.
        case inUse
        /// Something that is no socket has the name.
        case taken
        /// The name is too long or cannot be a path.
        case badPath
        /// This process may not use the socket.
        case permission
        /// The other end is gone.
        case ended
        /// Nothing came in time, or nothing was taken.
        case timedOut
        /// This process or the system has too many open files.
        case full
        /// The system failed.
        case failed
    }

    /// What went wrong.
    public let code: Code
    /// The number the system gave, 0 if none.
    public let systemCode: Int32

    init(_ code: Code, systemCode: Int32 = 0) {
        self.code = code
        self.systemCode = systemCode
    }

    /// The error that the system's last failed call left behind.
    static func last() -> LocalSocketError {
        let number = errno
        return LocalSocketError(code(of: number), systemCode: number)
    }

    /// A fixed sentence.
    public var message: String {
        switch code {
        case .nobodyListens: "nobody listens at the socket"
        case .inUse: "another process listens at the socket"
        case .taken: "something that is no socket has the socket's name; move it away"
        case .badPath: "the socket's path is too long or cannot be a path"
        case .permission: "this user may not use the socket"
        case .ended: "the other end of the socket is gone"
        case .timedOut: "nothing went through the socket in time"
        case .full: "too many files are open for another connection"
        case .failed: "the system failed at the socket"
        }
    }

    /// The message.
    public var description: String { message }

    /// Returns whether both have the same code.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code
    }

    /// Hashes the code, which decides equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    private static func code(of number: Int32) -> Code {
        switch number {
        case ENOENT, ENOTDIR, ECONNREFUSED: .nobodyListens
        case EADDRINUSE: .inUse
        case ENAMETOOLONG, ELOOP: .badPath
        case EACCES, EPERM, EROFS: .permission
        case EPIPE, ECONNRESET, ENOTCONN: .ended
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .full
        default: .failed
        }
    }
}
