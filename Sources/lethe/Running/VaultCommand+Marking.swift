internal import VaultStorage

extension VaultCommand {
    /// Does the work, after one line that tells a rehearsal from the real thing.
    func runMarked(in open: OpenVault, on console: any Console) async throws {
        if open.configuration.isRehearsal {
            try await console.say("REHEARSAL: nothing in this vault means anything")
        }
        try await run(in: open, on: console)
    }
}
