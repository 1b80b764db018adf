internal import Logging
internal import VaultStorage

/// Every second: gives what waits its place in the ledgers, goes on with interrupted erasures, and starts a PostgreSQL of
/// our own again that died.
struct LedgerPulse {
    private static let interval = Duration.seconds(1)

    let open: OpenVault
    let logger: Logger

    /// Goes on until its task is cancelled; a flush that runs then is finished first.
    func run() async {
        let open = open
        var isFailing = false
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do {
                // In a task of its own, since this one may be cancelled at any time.
                try await Task {
                    try await open.vault.finishErasures()
                    try await open.vault.flush()
                }.value
                if isFailing { logger.warning("ledgers and erasures go on again") }
                isFailing = false
            } catch {
                if !isFailing {
                    logger.error(
                        "a ledger cannot grow or an erasure cannot go on; trying again every second",
                        metadata: ["reason": "\(CommandStatus(of: error).message ?? "unknown")"]
                    )
                }
                isFailing = true
                try? await open.revive()
            }
        }
    }
}
