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
    init(_ request: SocketRequest, on channel: SocketChannel) throws(Refusal) {
        console = RemoteConsole(channel, workingDirectory: request.directory)
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

    /// Runs the command and tells how it ended.
    func run(in open: OpenVault, logger: Logger) async -> CommandStatus {
        let began = ContinuousClock.now
        let status: CommandStatus
        do {
            try await command.runMarked(in: open, on: console)
            status = .success
        } catch {
            status = CommandStatus(of: error)
        }
        logger.info(
            "ran a command",
            metadata: [
                "code": "\(status.code)", "command": "\(type(of: command))",
                "took": "\(ContinuousClock.now - began)",
            ]
        )
        return status
    }
}
