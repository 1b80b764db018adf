internal import VaultCrypto

/// Frames through a connected socket, on a thread of its own.
final class SocketChannel: Sendable {
    private let socket: LocalSocket
    private let isServer: Bool
    private let thread = BlockingThread(name: "lethe-socket")

    init(_ socket: LocalSocket, isServer: Bool) {
        self.socket = socket
        self.isServer = isServer
    }

    /// Who is at the other end.
    var peer: LocalPeer { socket.peer }

    /// Sends a frame, waiting while the other end does not read.
    ///
    /// - Throws: `LocalSocketError` with `ended`; `SocketFrameError` with `tooLong`.
    func send(_ frame: SocketFrame) async throws {
        let bytes = try frame.encoded()
        let socket = socket
        try await thread.run { try socket.write(bytes) }
    }

    /// Waits for a frame.
    ///
    /// - Returns: The frame; nil when the other end finished.
    /// - Throws: `LocalSocketError` with `ended` or `timedOut`; `SocketFrameError`.
    func receive(within limit: Duration? = nil) async throws -> SocketFrame? {
        let (socket, isServer) = (socket, isServer)
        return try await thread.run {
            guard let header = try socket.read(count: SocketFrame.headerSize, within: limit) else {
                return nil
            }
            let (kind, length) = try SocketFrame.header(header, fromCaller: isServer)
            guard let payload = try socket.read(count: length, within: limit) else {
                throw SocketFrameError.malformed
            }
            return try SocketFrame(kind, payload: payload)
        }
    }

    /// Ends the connection at once, whoever waits on it.
    func disconnect() {
        socket.disconnect()
    }
}
