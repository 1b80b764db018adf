internal import VaultCore
internal import VaultCrypto
internal import VaultStorage

/// The caller's side: has the vault's server run a command.
enum SocketClient {
    /// Has the vault's server run a command, with this process's console.
    ///
    /// - Returns: How it ended; nil when no server took it, so that nothing was done.
    /// - Throws: `VaultError` when the server cannot be used or ended in between.
    static func ask(
        _ directory: VaultDirectory,
        to arguments: [String],
        console: any Console
    ) async throws -> CommandStatus? {
        guard let channel = try connect(directory) else { return nil }
        defer { channel.disconnect() }
        let request = SocketRequest(arguments: arguments, directory: console.workingDirectory)
        do {
            try await channel.send(.request(request))
        } catch is SocketFrameError {
            throw VaultError(
                .invalidInput,
                "more arguments than the vault's server takes (1 MiB); ask in parts"
            )
        } catch is LocalSocketError {
            // The server may have refused already; what it said is read below.
        }
        return try await converse(channel, on: console)
    }

    /// Whether a server answers for a vault.
    ///
    /// - Throws: `VaultError` when it cannot be used.
    static func isServed(_ directory: VaultDirectory) throws -> Bool {
        try connect(directory) != nil
    }

    private static func connect(_ directory: VaultDirectory) throws -> SocketChannel? {
        let socket: LocalSocket
        do throws(LocalSocketError) {
            socket = try LocalSocket.connect(to: directory.socket)
        } catch {
            if error.code == .nobodyListens { return nil }
            throw VaultError(.unusable, "\(error.message): `\(directory.socket)`")
        }
        let owner = try FileSystem.status(of: directory.path).owner
        guard [0, owner, FileSystem.currentUser].contains(socket.peer.user) else {
            throw VaultError(
                .unusable,
                "a stranger's process listens at `\(directory.socket)`; it was not asked"
            )
        }
        return SocketChannel(socket, isServer: false)
    }

    private static func converse(_ channel: SocketChannel, on console: any Console) async throws
        -> CommandStatus?
    {
        var hasStarted = false
        while true {
            switch try await next(channel, hasStarted: hasStarted) {
            case .started: hasStarted = true
            case .output(let bytes): try await console.write(bytes)
            case .talk(let line): try await console.say(line)
            case .question(let question): try await answer(question, channel, on: console)
            case .status(let status): return status
            case .request, .answer, .silence: throw misunderstood
            case nil:
                guard hasStarted else { return nil }
                throw VaultError(
                    .unusable,
                    "the vault's server ended while the command ran; look what was done before asking again"
                )
            }
        }
    }

    private static func next(_ channel: SocketChannel, hasStarted: Bool) async throws -> SocketFrame? {
        do {
            return try await channel.receive()
        } catch is LocalSocketError {
            return nil
        } catch is SocketFrameError {
            throw misunderstood
        }
    }

    private static func answer(
        _ question: String,
        _ channel: SocketChannel,
        on console: any Console
    ) async throws {
        let line = try await console.ask(question)
        // An answer that is too long is none; a server that is gone is noticed when its next frame is read.
        var frame = SocketFrame.silence
        if let line, line.utf8.count <= SocketFrameKind.answer.limit { frame = .answer(line) }
        try? await channel.send(frame)
    }

    private static var misunderstood: VaultError {
        VaultError(
            .unusable,
            "the vault's server speaks differently; run the same version of lethe on both sides"
        )
    }
}
