internal import Logging
internal import VaultCore

/// Gives what waits its place in the ledgers, every second.
struct LedgerPulse {
    private static let interval = Duration.seconds(1)

    let vault: Vault
    let logger: Logger

    /// Goes on until its task is cancelled; a flush that runs then is finished first.
    func run() async {
        let vault = vault
        var isFailing = false
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do {
                // In a task of its own, since this one may be cancelled at any time.
                try await Task { try await vault.flush() }.value
                if isFailing { logger.warning("the ledgers grow again") }
                isFailing = false
            } catch {
                if !isFailing {
                    logger.error(
                        "a ledger cannot grow; trying again every second",
                        metadata: ["reason": "\(CommandStatus(of: error).message ?? "unknown")"]
                    )
                }
                isFailing = true
            }
        }
    }
}
