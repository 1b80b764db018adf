internal import VaultCrypto

/// Frames through a connected socket, on a thread of its own.
final class SocketChannel: Sendable {
    private let socket: LocalSocket
    private let isServer: Bool
    private let stall: Duration?
    private let thread = BlockingThread(name: "lethe-socket")

    /// - Parameter stall: How long a caller may take nothing of what the server says; the server is waited for.
    init(_ socket: LocalSocket, isServer: Bool, stall: Duration = .seconds(60)) {
        self.socket = socket
        self.isServer = isServer
        self.stall = isServer ? stall : nil
    }

    /// Who is at the other end.
    var peer: LocalPeer { socket.peer }

    /// Sends a frame, waiting while the other end does not read; a caller that takes nothing for too long is hung up on.
    ///
    /// - Throws: `LocalSocketError` with `ended` or `timedOut`; `SocketFrameError` with `tooLong`.
    func send(_ frame: SocketFrame) async throws {
        let bytes = try frame.encoded()
        let (socket, stall) = (socket, stall)
        try await thread.run {
            do throws(LocalSocketError) {
                try socket.write(bytes, stalledFor: stall)
            } catch {
                // Part of a frame may have gone out: nothing after it would be understood.
                if error.code == .timedOut { socket.disconnect() }
                throw error
            }
        }
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
