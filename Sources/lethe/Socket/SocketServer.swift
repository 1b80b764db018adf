internal import Logging
internal import Synchronization
internal import VaultCrypto
internal import VaultStorage

/// The server's side: runs commands for callers that connect to the vault's socket.
///
/// So many commands run at once; further callers wait for their turn, each as long as its `--wait` says, and when too
/// many wait the next one is told so. Only this user and root are served. What callers ask is never logged beyond the
/// command's name.
final class SocketServer: Sendable {
    /// How many callers there may be.
    struct Limits {
        /// Whose command runs.
        var running = 32
        /// In all: each holds a thread and a descriptor.
        var callers = 512
    }

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
    private let limits: Limits
    private let turns: CommandTurns
    private let metrics = SocketMetrics()
    private let listener: LocalListener
    private let thread = BlockingThread(name: "lethe-accept")
    private let state = Mutex(State())

    /// Starts to listen; callers are accepted once ``run()`` is called.
    ///
    /// - Throws: `LocalSocketError`.
    init(serving open: OpenVault, logger: Logger, limits: Limits = Limits()) throws {
        self.open = open
        self.logger = logger
        self.limits = limits
        turns = CommandTurns(count: limits.running, note: metrics.noteWaiting)
        listener = try LocalListener.listen(at: open.directory.socket)
    }

    /// How many commands run.
    var runningCount: Int { state.withLock { $0.running.count } }

    /// How many callers there are.
    var callerCount: Int { state.withLock { $0.asked.count + $0.running.count } }

    /// How many callers wait for their turn.
    var waitingCount: Int { turns.waiting }

    /// Serves callers until ``stop()``, and returns when the last command has ended.
    func run() async {
        await withDiscardingTaskGroup { group in
            while let socket = await accept() {
                guard let (number, channel) = admit(socket) else { continue }
                group.addTask { await RequestMark.during { await self.serve(channel, as: number) } }
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

    /// Takes a caller in; one for whom there is no room is told so and hung up on.
    private func admit(_ socket: LocalSocket) -> (Int, SocketChannel)? {
        let (isFull, isStopping, number) = state.withLock { state in
            state.next += 1
            return (state.asked.count + state.running.count >= limits.callers, state.isStopping, state.next)
        }
        guard !isFull, !isStopping else {
            if isFull {
                noteRefused("full", CommandStatus.failure)
                // The first bytes of a connection always fit into it, so this waits for nobody.
                try? socket.write(SocketFrame.status(Self.full).encoded())
            }
            socket.disconnect()
            return nil
        }
        let channel = SocketChannel(socket, isServer: true)
        update { state in
            if state.isStopping { channel.disconnect() }
            state.asked[number] = channel
        }
        return (number, channel)
    }

    private static let full = CommandStatus(
        code: CommandStatus.failure,
        message: "too many callers wait for the vault's server; nothing was done, try again later"
    )

    private func serve(_ channel: SocketChannel, as number: Int) async {
        defer {
            update { state in
                state.asked[number] = nil
                state.running[number] = nil
            }
            channel.disconnect()
        }
        do {
            guard let command = try await command(from: channel) else { return }
            guard await turns.enter(within: command.wait) else {
                return try await refuse(
                    CommandStatus(
                        code: CommandStatus.failure,
                        message:
                            "the vault's server has been busy with other commands all the time; nothing was "
                            + "done, try again later or wait longer with --wait"
                    ),
                    as: "timed_out",
                    channel
                )
            }
            defer { turns.leave() }
            guard begin(number) else { return }
            try await channel.send(.started)
            let status = await command.run(in: open, logger: logger, metrics: metrics)
            try await channel.send(.status(status))
        } catch {
            logger.debug("a caller went away", metadata: ["reason": "\(error)"])
        }
    }

    /// Notes that a caller's command runs from here on, unless the server stops.
    private func begin(_ number: Int) -> Bool {
        update { state in
            guard !state.isStopping else { return false }
            state.running[number] = state.asked.removeValue(forKey: number)
            return true
        }
    }

    private func update<Value>(_ change: (inout State) -> Value) -> Value {
        state.withLock { state in
            defer { metrics.noteCallers(asking: state.asked.count, running: state.running.count) }
            return change(&state)
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
            case .request(let request): return try SocketCommand(request, on: channel, turns: turns)
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
        try await refuse(refusal, as: "not_understood", channel)
        return nil
    }

    private func refuse(_ status: CommandStatus, as reason: String, _ channel: SocketChannel) async throws {
        noteRefused(reason, status.code)
        try await channel.send(.status(status))
    }

    private func noteRefused(_ reason: String, _ code: Int32) {
        metrics.noteRefused(reason)
        logger.info("refused a caller", metadata: ["code": "\(code)", "reason": "\(reason)"])
    }
}
