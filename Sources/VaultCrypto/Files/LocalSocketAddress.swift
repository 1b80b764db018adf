internal import Glibc

/// The address of a socket's path.
///
/// An address holds 107 bytes. A longer path is named through its directory, which is kept open meanwhile.
struct LocalSocketAddress: ~Copyable {
    /// The longest path in an address (`sun_path` without its terminator).
    static let longestPath = 107

    private let path: String
    private let directory: Int32

    /// - Throws: `badPath`, or why the directory of a long path cannot be opened.
    init(_ path: String) throws(LocalSocketError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw LocalSocketError(.badPath) }
        guard path.utf8.count > Self.longestPath else {
            self.path = path
            directory = -1
            return
        }
        guard let name = path.split(separator: "/").last, name.utf8.count <= 64 else {
            throw LocalSocketError(.badPath)
        }
        let parent = FileSystem.parentDirectory(of: path)
        let descriptor = unsafe open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalSocketError.last() }
        directory = descriptor
        self.path = "/proc/self/fd/\(descriptor)/\(name)"
    }

    /// Calls the system with the address.
    borrowing func with(
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            unsafe target.copyBytes(from: path.utf8.prefix(Self.longestPath))
        }
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe call(generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    deinit {
        if directory >= 0 { _ = close(directory) }
    }
}
