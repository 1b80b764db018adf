internal import VaultStorage

extension VaultCommand {
    /// Does the work, after one line that tells a rehearsal from the real thing.
    func runMarked(in open: OpenVault, on console: any Console) async throws {
        guard open.configuration.isRehearsal else { return try await run(in: open, on: console) }
        let console = RehearsalConsole(base: console)
        try await console.say("nothing in this vault means anything")
        try await run(in: open, on: console)
    }
}
