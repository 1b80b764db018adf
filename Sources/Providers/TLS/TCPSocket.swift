internal import Glibc
internal import Keyring

/// A TCP descriptor, closed with the last reference.
final class TCPSocket: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        _ = close(descriptor)
    }

    /// Ends the connection; calls that wait on it return at once, in whatever thread.
    func disconnect() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Ends what this side says and takes in what the other still sends, for a little while: closed with unread bytes, a
    /// connection would be reset and the other side would not hear why.
    func part() {
        limit(2)
        _ = shutdown(descriptor, Int32(SHUT_WR))
        var rest = [UInt8](repeating: 0, count: 1 << 12)
        for _ in 0..<16 {
            guard unsafe recv(descriptor, &rest, rest.count, 0) > 0 else { return }
        }
    }

    /// How long a read or a write may take.
    func limit(_ seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        var yes: Int32 = 1
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
    }

    /// Connects.
    static func connect(to address: SafeAddress, within seconds: Int) throws(KeyringError) -> TCPSocket {
        try unsafe attempt(address, flags: 0) { socket, info in
            socket.limit(seconds)
            return unsafe Glibc.connect(socket.descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0
        }
    }

    /// Listens.
    static func listen(on address: SafeAddress) throws(KeyringError) -> TCPSocket {
        try unsafe attempt(address, flags: AI_PASSIVE) { socket, info in
            var yes: Int32 = 1
            _ = unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
            return unsafe bind(socket.descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0
                && Glibc.listen(socket.descriptor, 64) == 0
        }
    }

    /// Waits for a connection; `nil` when the socket was ended.
    func accept() -> TCPSocket? {
        while true {
            let accepted = Glibc.accept(descriptor, nil, nil)
            if accepted >= 0 {
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                return TCPSocket(descriptor: accepted)
            }
            if errno != EINTR, errno != ECONNABORTED, errno != EMFILE { return nil }
        }
    }

    /// The port that the system chose.
    var port: Int {
        var name = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isKnown else { return 0 }
        // Both families have it behind their first two bytes, highest byte first.
        return unsafe withUnsafeBytes(of: &name) { unsafe Int($0[2]) << 8 | Int($0[3]) }
    }

    private static func attempt(
        _ address: SafeAddress,
        flags: Int32,
        _ body: (TCPSocket, UnsafeMutablePointer<addrinfo>) -> Bool
    ) throws(KeyringError) -> TCPSocket {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = flags
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address.host, String(address.port), &hints, &list) == 0 else {
            throw KeyringError(
                .unreachable,
                "the name \(address.host) of the key safe's machine is not known: check how it is written, and the name service"
            )
        }
        defer { unsafe freeaddrinfo(list) }
        var next = unsafe list
        while let info = unsafe next {
            let kind = unsafe info.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue)
            let descriptor = unsafe socket(info.pointee.ai_family, kind, info.pointee.ai_protocol)
            if descriptor >= 0 {
                let made = TCPSocket(descriptor: descriptor)
                if unsafe body(made, info) { return made }
            }
            unsafe next = info.pointee.ai_next
        }
        throw KeyringError(
            .unreachable,
            "the machine of the key safe, \(address), cannot be reached: is it on, and `lethe key-safe serve` on it?"
        )
    }
}
