import Foundation

/// A server in front of PostgreSQL that cuts one connection exactly at COMMIT and passes everything else.
final class CommitCutter: Sendable {
    enum Cut: Sendable {
        /// COMMIT never reaches PostgreSQL.
        case beforeForwarding
        /// PostgreSQL has answered COMMIT; the answer never reaches the client.
        case afterTheAnswer
        /// COMMIT is forwarded and the connection dropped at the same moment.
        case afterForwarding
    }

    /// The directory of the socket that this listens on.
    let directory = ClusterFixture.temporaryDirectory()
    private let target: String
    private let pending: Shared<Cut?>
    private let listener: Int32
    /// Called when the connection is cut, before either side can know.
    private let onCut: @Sendable () -> Void

    var hasCut: Bool { pending.value == nil }

    init(before target: String, cut: Cut, onCut: @escaping @Sendable () -> Void = {}) {
        self.target = target
        pending = Shared(cut)
        self.onCut = onCut
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = unsafe withSocketAddress(directory + "/.s.PGSQL.5432") { unsafe bind(listener, $0, $1) }
        precondition(bound == 0 && listen(listener, 8) == 0)
        Thread { [listener] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Thread { self.relay(client) }.start()
            }
        }.start()
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func relay(_ client: Int32) {
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            Foundation.close(client)
            Foundation.close(server)
        }
        let connected = unsafe withSocketAddress(target + "/.s.PGSQL.5432") { unsafe connect(server, $0, $1) }
        guard connected == 0 else { return }
        var ends = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0),
            pollfd(fd: server, events: Int16(POLLIN), revents: 0),
        ]
        var waitsForAnswer = false
        while unsafe poll(&ends, 2, -1) > 0 {
            if ends[0].revents != 0 {
                guard let bytes = receive(client) else { return }
                if contains(bytes, "COMMIT\0"), let cut = pending.value {
                    if cut == .beforeForwarding { return markCut() }
                    guard forward(bytes, to: server) else { return }
                    if cut == .afterForwarding { return markCut() }
                    waitsForAnswer = true
                    continue
                }
                guard forward(bytes, to: server) else { return }
            }
            if ends[1].revents != 0 {
                guard let bytes = receive(server) else { return }
                if waitsForAnswer {
                    if contains(bytes, "COMMIT\0") { return markCut() }
                    continue
                }
                guard forward(bytes, to: client) else { return }
            }
        }
    }

    private func markCut() {
        pending.set(nil)
        onCut()
    }

    private func receive(_ socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private func forward(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        bytes.firstRange(of: Array(text.utf8)) != nil
    }
}

/// Passes the address of a Unix socket as C functions take it.
private func withSocketAddress(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, size) }
    }
}
