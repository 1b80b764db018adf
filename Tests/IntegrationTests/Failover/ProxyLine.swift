import Foundation
import VaultCrypto

/// One connection through a ``DatabaseProxy``.
final class ProxyLine: Sendable {
    /// The name of a server's socket in its directory.
    static let socket = "/.s.PGSQL.5432"

    private static let commit = Array("COMMIT\0".utf8)

    private let client: LocalSocket
    private let server: LocalSocket
    /// What follows once COMMIT was answered; the answer is kept back.
    private let fate = Shared<DatabaseProxy.Plan?>(nil)

    init(client: LocalSocket, server: LocalSocket) {
        self.client = client
        self.server = server
    }

    /// Passes frames until one side ends.
    ///
    /// - Parameter planned: Asked at every COMMIT for what happens to it.
    func run(_ planned: @escaping @Sendable () -> DatabaseProxy.Plan?) {
        Thread {
            try? self.passAnswers()
            self.cut()
        }.start()
        try? passRequests(planned)
        cut()
    }

    /// Ends both sides.
    func cut() {
        client.disconnect()
        server.disconnect()
    }

    private func passRequests(_ planned: () -> DatabaseProxy.Plan?) throws {
        // The first message has no type.
        guard let head = try client.read(count: 4) else { return }
        try server.write(head + (try rest(of: head, from: client)))
        while let (type, frame) = try frame(from: client) {
            guard type == UInt8(ascii: "P"), Self.isCommit(frame), let plan = planned() else {
                try server.write(frame)
                continue
            }
            if plan.cut == .before {
                cut()
                return plan.after()
            }
            plan.before()
            if plan.cut == .answerLost { fate.update { $0 = plan } }
            try server.write(frame)
            // What makes the server work on it follows: bind, describe, execute, and the end of the batch.
            while let (type, frame) = try self.frame(from: client) {
                try server.write(frame)
                if type == UInt8(ascii: "S") { break }
            }
            if plan.cut == .under {
                plan.after()
                return
            }
        }
    }

    private func passAnswers() throws {
        // However the line ends.
        defer { fate.value?.after() }
        while let (type, frame) = try frame(from: server) {
            if fate.value != nil {
                guard type == UInt8(ascii: "C"), frame.dropFirst(5).elementsEqual(Self.commit) else {
                    continue
                }
                return cut()
            }
            try client.write(frame)
        }
    }

    /// Whether a Parse message is about COMMIT: name of the statement, its text, types.
    private static func isCommit(_ frame: [UInt8]) -> Bool {
        guard let end = frame.dropFirst(5).firstIndex(of: 0) else { return false }
        return frame[(end + 1)...].starts(with: commit)
    }

    private func frame(from socket: LocalSocket) throws -> (UInt8, [UInt8])? {
        guard let head = try socket.read(count: 5) else { return nil }
        return (head[0], head + (try rest(of: Array(head[1...]), from: socket)))
    }

    private func rest(of length: [UInt8], from socket: LocalSocket) throws -> [UInt8] {
        let count = length.reduce(0) { $0 << 8 | Int($1) } - 4
        return count > 0 ? try socket.read(count: count) ?? [] : []
    }
}
