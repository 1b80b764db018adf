internal import Logging
internal import Synchronization
internal import VaultCrypto
internal import VaultStorage

/// The server's side: runs commands for callers that connect to the vault's socket.
///
/// Callers are served at once, up to ``limit`` of them; further ones wait to be accepted. Only this user and root are
/// served. What callers ask is never logged beyond the command's name.
final class SocketServer: Sendable {
    /// The most callers that are served at once.
    static let limit = 32
    /// How long a caller may take to say what it wants.
    static let patience = Duration.seconds(10)

    private struct State {
        var isStopping = false
        var next = 0
        var asked: [Int: SocketChannel] = [:]
        var running: [Int: SocketChannel] = [:]
    }

    private let open: OpenVault
    private let logger: Logger
    private let listener: LocalListener
    private let thread = BlockingThread(name: "lethe-accept")
    private let state = Mutex(State())

    /// Starts to listen; callers are accepted once ``run()`` is called.
    ///
    /// - Throws: `LocalSocketError`.
    init(serving open: OpenVault, logger: Logger) throws {
        self.open = open
        self.logger = logger
        listener = try LocalListener.listen(at: open.directory.socket)
    }

    /// How many commands run.
    var runningCount: Int { state.withLock { $0.running.count } }

    /// Serves callers until ``stop()``, and returns when the last command has ended.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            var count = 0
            while let socket = await accept() {
                group.addTask { await self.serve(SocketChannel(socket, isServer: true)) }
                count += 1
                if count == Self.limit {
                    await group.next()
                    count -= 1
                }
            }
        }
    }

    /// Accepts no caller any more and sends those away whose command does not run yet.
    func stop() {
        listener.stop()
        let waiting = state.withLock { state in
            state.isStopping = true
            return Array(state.asked.values)
        }
        for channel in waiting { channel.disconnect() }
    }

    /// Hangs up on every caller, so that no command waits for one; the commands run on.
    func hangUp() {
        for channel in state.withLock({ Array($0.running.values) }) { channel.disconnect() }
    }

    /// Waits for the next caller; nil once stopped.
    private func accept() async -> LocalSocket? {
        let listener = listener
        while true {
            do {
                return try await thread.run { try listener.accept() }
            } catch {
                logger.warning("a caller could not be accepted", metadata: ["reason": "\(error)"])
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func serve(_ channel: SocketChannel) async {
        let number = state.withLock { state in
            state.next += 1
            if state.isStopping { channel.disconnect() }
            state.asked[state.next] = channel
            return state.next
        }
        defer {
            state.withLock { state in
                state.asked[number] = nil
                state.running[number] = nil
            }
            channel.disconnect()
        }
        do {
            guard let command = try await command(from: channel) else { return }
            guard begin(number) else { return }
            try await channel.send(.started)
            let status = await command.run(in: open, logger: logger)
            try await channel.send(.status(status))
        } catch {
            logger.debug("a caller went away", metadata: ["reason": "\(error)"])
        }
    }

    /// Notes that a caller's command runs from here on, unless the server stops.
    private func begin(_ number: Int) -> Bool {
        state.withLock { state in
            guard !state.isStopping else { return false }
            state.running[number] = state.asked.removeValue(forKey: number)
            return true
        }
    }

    /// Reads what a caller asks; a caller that is refused is told why.
    private func command(from channel: SocketChannel) async throws -> SocketCommand? {
        let refusal: CommandStatus
        do {
            guard [0, FileSystem.currentUser].contains(channel.peer.user) else {
                throw SocketCommand.Refusal(
                    CommandStatus(
                        code: CommandStatus.denied,
                        message: "the vault's server serves its own user alone"
                    )
                )
            }
            switch try await channel.receive(within: Self.patience) {
            case .request(let request): return try SocketCommand(request, on: channel)
            case nil: return nil
            default: throw SocketFrameError.unexpected
            }
        } catch let error as SocketCommand.Refusal {
            refusal = error.status
        } catch is SocketFrameError {
            refusal = CommandStatus(
                code: CommandStatus.usage,
                message: "the vault's server does not understand; run the same version of lethe on both sides"
            )
        }
        logger.info("refused a caller", metadata: ["code": "\(refusal.code)"])
        try await channel.send(.status(refusal))
        return nil
    }
}
