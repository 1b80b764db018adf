internal import ArgumentParser
internal import Foundation
internal import VaultCore
internal import VaultCrypto
internal import VaultStorage

/// `lethe server run`.
struct ServerRun: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Keep a vault open and run other commands in it, until stopped.",
        discussion: """
            Commands find the server by themselves and are much faster with it. Ctrl-C or SIGTERM stops it: running \
            commands finish first. A second one stops it at once; nothing acknowledged is lost.
            """
    )

    @OptionGroup var options: VaultOptions

    @Option(help: "How long running commands may take to finish when the server is stopped.")
    var grace = WaitTime(seconds: 30)

    func run(on console: any Console) async throws {
        if options.drill {
            throw ValidationError("a restore drill needs no server; run commands with --drill")
        }
        let directory = VaultDirectory(console.absolute(options.directory).standardisedPath)
        MetricsBook.begin()
        let open = try await open(directory)
        do {
            try await serve(open, on: console)
        } catch {
            try? await open.close()
            throw error
        }
        try await open.close()
        try? await console.say("stopped")
    }

    private func open(_ directory: VaultDirectory) async throws -> OpenVault {
        let turn: VaultTurn<Never> = try await VaultTurn.take(
            directory,
            options: OpenVault.Options(
                wait: .seconds(options.wait.seconds),
                isDrill: false,
                faults: PlannedDeath.plan,
                logger: Diagnostics.logger,
                safes: OutsideSafes.providers
            )
        ) {
            guard try !SocketClient.isServed(directory) else {
                throw VaultError(.conflict, "a server runs for this vault already")
            }
            return nil
        }
        switch turn {
        case .open(let open): return open
        }
    }

    /// Serves until stopped.
    private func serve(_ open: OpenVault, on console: any Console) async throws {
        // Callers' files are opened here: `/dev/stdin` of a caller must never be taken for this process's own.
        dup2(FileHandle.nullDevice.fileDescriptor, STDIN_FILENO)
        let server: SocketServer
        do {
            server = try SocketServer(serving: open, logger: Diagnostics.logger)
        } catch let error as LocalSocketError {
            throw VaultError(.unusable, "\(error.message): `\(open.directory.socket)`")
        }
        let ending = ServerEnding(server, grace: grace.seconds)
        StopSignals.handle(with: ending.handle)
        let pulses = Pulse.all(of: open, Diagnostics.logger).map { pulse in Task { await pulse.run() } }
        if open.configuration.isRehearsal {
            try await console.say("REHEARSAL: nothing in this vault means anything")
        }
        try await console.say("serving the vault \(open.configuration.vault) in \(open.directory.path)")
        await server.run()
        ending.drained()
        for pulse in pulses { pulse.cancel() }
        for pulse in pulses { await pulse.value }
    }
}
