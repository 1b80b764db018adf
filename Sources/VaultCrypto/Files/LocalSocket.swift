internal import Glibc

/// A connection between two processes of this machine.
///
/// Reading and writing wait, so they belong on a thread that may wait. One thread may read while another writes.
public final class LocalSocket: Sendable {
    /// The process at the other end.
    public let peer: LocalPeer

    private let descriptor: Int32

    /// Takes over a connected descriptor, and closes it when this fails.
    init(descriptor: Int32) throws(LocalSocketError) {
        do throws(LocalSocketError) {
            guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw LocalSocketError.last() }
            peer = try Self.peer(of: descriptor)
        } catch {
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// Connects to whoever listens at a path.
    ///
    /// - Throws: `nobodyListens` for a path with no socket or a socket that was left over, `permission`, `badPath`.
    public static func connect(to path: String) throws(LocalSocketError) -> LocalSocket {
        let address = try LocalSocketAddress(path)
        let descriptor = try makeDescriptor()
        while unsafe address.with({ unsafe Glibc.connect(descriptor, $0, $1) }) != 0 {
            if errno == EINTR { continue }
            let error = LocalSocketError.last()
            _ = close(descriptor)
            throw error
        }
        return try LocalSocket(descriptor: descriptor)
    }

    /// Reads exactly `count` bytes, waiting for them.
    ///
    /// - Returns: The bytes; nil when the other end finished before the first of them.
    /// - Throws: `ended` when it finished in between, `timedOut` when they did not come within the limit.
    public func read(count: Int, within limit: Duration? = nil) throws(LocalSocketError) -> [UInt8]? {
        let deadline = limit.map { ContinuousClock.now + $0 }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            if let deadline { try wait(for: POLLIN, until: deadline) }
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe recv(descriptor, buffer.baseAddress.map { unsafe $0 + done }, count - done, 0)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw LocalSocketError.last() }
            if got == 0 {
                guard done > 0 else { return nil }
                throw LocalSocketError(.ended)
            }
            done += got
        }
        return bytes
    }

    /// Writes all bytes, waiting while the other end does not read.
    ///
    /// - Parameter limit: How long the other end may go without taking anything.
    /// - Throws: `ended` when the other end is gone; no signal is raised. `timedOut` when it took nothing for that long.
    public func write(_ bytes: [UInt8], stalledFor limit: Duration? = nil) throws(LocalSocketError) {
        let flags = Int32(MSG_NOSIGNAL) | (limit == nil ? 0 : Int32(MSG_DONTWAIT))
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { buffer in
                unsafe send(
                    descriptor,
                    buffer.baseAddress.map { unsafe $0 + done },
                    bytes.count - done,
                    flags
                )
            }
            if put < 0, errno == EINTR { continue }
            if put < 0, errno == EAGAIN, let limit {
                try wait(for: POLLOUT, until: ContinuousClock.now + limit)
                continue
            }
            guard put > 0 else { throw LocalSocketError.last() }
            done += put
        }
    }

    /// Ends the connection in both directions; calls that wait on it return at once, in whatever thread.
    ///
    /// The other end still reads what was written before.
    public func disconnect() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    deinit {
        _ = close(descriptor)
    }

    /// A new socket that no program started by this process inherits.
    static func makeDescriptor() throws(LocalSocketError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw LocalSocketError.last() }
        return descriptor
    }

    private func wait(for event: Int32, until deadline: ContinuousClock.Instant) throws(LocalSocketError) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw LocalSocketError(.timedOut) }
            let milliseconds = min(left / .milliseconds(1) + 1, 60_000)
            var wanted = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let ready = unsafe poll(&wanted, 1, Int32(milliseconds))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw LocalSocketError.last() }
        }
    }

    private static func peer(of descriptor: Int32) throws(LocalSocketError) -> LocalPeer {
        // The system's `ucred`, which the C library shows only to GNU sources: process, user, group.
        var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, .max, .max)
        let whole = socklen_t(MemoryLayout.size(ofValue: credentials))
        var size = whole
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0, size == whole
        else {
            throw LocalSocketError.last()
        }
        return LocalPeer(user: credentials.user, process: credentials.process)
    }
}
