internal import ArgumentParser
internal import Logging
internal import VaultStorage

/// A caller's command, parsed and ready to run.
struct SocketCommand {
    /// Why a command is not run, as its caller is told.
    struct Refusal: Error {
        let status: CommandStatus

        init(_ status: CommandStatus) {
            self.status = status
        }
    }

    private let command: any VaultCommand
    private let console: RemoteConsole

    /// Parses a request.
    ///
    /// - Throws: ``Refusal`` for arguments that are no command on an open vault.
    init(_ request: SocketRequest, on channel: SocketChannel, turns: CommandTurns) throws(Refusal) {
        console = RemoteConsole(channel, workingDirectory: request.directory, turns: turns)
        let parsed: any ParsableCommand
        do {
            parsed = try Lethe.parseAsRoot(request.arguments)
        } catch {
            let code = Lethe.exitCode(for: error).rawValue
            throw Refusal(CommandStatus(code: code, message: Lethe.message(for: error)))
        }
        guard let command = parsed as? any VaultCommand, !command.options.drill,
            !command.options.replica
        else {
            throw Refusal(
                CommandStatus(
                    code: CommandStatus.usage,
                    message: "the vault's server does not run this command"
                )
            )
        }
        self.command = command
    }

    /// How long the caller is ready to wait for its turn.
    var wait: Duration { .seconds(command.options.wait.seconds) }

    /// Runs the command and tells how it ended.
    func run(in open: OpenVault, logger: Logger, metrics: SocketMetrics) async -> CommandStatus {
        let began = ContinuousClock.now
        let status: CommandStatus
        do {
            try await command.runMarked(in: open, on: console)
            status = .success
        } catch {
            status = CommandStatus(of: error)
        }
        let took = ContinuousClock.now - began
        metrics.noteCommand("\(type(of: command))", code: status.code, took: took)
        logger.info(
            "ran a command",
            metadata: [
                "code": "\(status.code)", "command": "\(type(of: command))", "took": "\(took)",
            ]
        )
        return status
    }
}
