internal import ArgumentParser
internal import Foundation
internal import Logging
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// From the arguments to the exit code.
enum CommandLineEntry {
    /// Parses the arguments, does the work here or asks the vault's server, and ends the process.
    static func run(_ given: [String]) async -> Never {
        Diagnostics.begin()
        let arguments = GlobalArguments.moved(given)
        let command: any ParsableCommand
        do {
            command = try Lethe.parseAsRoot(arguments)
        } catch {
            Lethe.exit(withError: error)
        }
        let console = TerminalConsole()
        let status: CommandStatus
        do {
            try await prepareMemory(console)
            status = try await run(command, arguments: arguments, console: console)
        } catch {
            status = CommandStatus(of: error)
        }
        if let message = status.message { try? await console.say(message) }
        exit(status.code)
    }

    private static func run(
        _ command: any ParsableCommand,
        arguments: [String],
        console: TerminalConsole
    ) async throws -> CommandStatus {
        switch command {
        case let command as any RulesCommand where try !command.needsVault(on: console):
            try await command.runWithoutVault(on: console)
        case let command as any VaultCommand:
            let directory = VaultDirectory(console.absolute(command.options.directory).standardisedPath)
            return try await run(command, in: directory, arguments: arguments, console: console)
        case let command as any PlainCommand:
            try await command.run(on: console)
        default:
            // Help, versions and completion scripts: the parser's own commands.
            var command = command
            do { try command.run() } catch { Lethe.exit(withError: error) }
        }
        return .success
    }

    /// Asks the vault's server, or opens the vault in this process, does one thing, flushes and closes.
    private static func run(
        _ command: any VaultCommand,
        in directory: VaultDirectory,
        arguments: [String],
        console: TerminalConsole
    ) async throws -> CommandStatus {
        let isReplica = command.options.replica
        guard !isReplica || command is any ReplicaCommand else {
            throw ValidationError("--replica is for `vault check` and `retention preview`; leave it out")
        }
        var options = OpenVault.Options(
            wait: .seconds(command.options.wait.seconds),
            isDrill: command.options.drill,
            faults: PlannedDeath.plan,
            logger: Diagnostics.logger,
            safes: OutsideSafes.providers
        )
        options.isReplica = isReplica
        let asksNobody = options.isDrill || isReplica
        let turn = try await VaultTurn.take(directory, options: options) {
            asksNobody ? nil : try await SocketClient.ask(directory, to: arguments, console: console)
        }
        switch turn {
        case .answered(let status):
            return status
        case .open(let open):
            try await RequestMark.during { try await runHere(command, in: open, console: console) }
            return .success
        }
    }

    private static func runHere(
        _ command: any VaultCommand,
        in open: OpenVault,
        console: any Console
    ) async throws {
        do {
            try await command.runMarked(in: open, on: console)
        } catch let answer as ExitCode {
            // An answer with a code of its own: the work is done and must become durable.
            try await open.close()
            throw answer
        } catch {
            try? await open.close()
            throw error
        }
        try await open.close()
    }

    /// No core dumps, and one word about a lock limit that is too small.
    private static func prepareMemory(_ console: any Console) async throws {
        let report = try SecretMemory.prepare()
        for warning in report.warnings { try await console.say(warning) }
    }
}
