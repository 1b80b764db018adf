internal import Logging
internal import VaultCore
internal import VaultStorage

/// At the start and every minute: goes on with renewals of the index or of the keys that were interrupted.
struct RenewalPulse {
    private static let interval = Duration.seconds(60)

    let open: OpenVault
    let logger: Logger

    /// Goes on until its task is cancelled; the keys that are moved then are moved to the end of their transaction.
    func run() async {
        var isFailing = false
        repeat {
            do {
                try await open.vault.finishRenewals()
                isFailing = false
            } catch {
                if !isFailing {
                    logger.warning(
                        "a renewal cannot go on; trying again every minute",
                        metadata: ["reason": "\(CommandStatus(of: error).message ?? "unknown")"]
                    )
                }
                isFailing = true
            }
        } while (try? await Task.sleep(for: Self.interval)) != nil
    }
}
