internal import Logging
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// Every minute: counts the months of review of patients whose file or rulebook is another one than the last time.
struct ReviewPulse {
    private static let interval = Duration.seconds(60)
    /// Between two pages of patients, so that a long review leaves room for others.
    private static let breath = Duration.milliseconds(20)

    let open: OpenVault
    let logger: Logger

    /// Goes on until its task is cancelled; the page that is looked at then is finished first.
    func run() async {
        var isFailing = false
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do {
                var failed = 0
                for case (_, .success(let controller)) in try await open.vault.controllers() {
                    failed += try await review(controller)
                }
                if failed > 0, !isFailing {
                    logger.error(
                        "files of patients cannot be reviewed; see `lethe vault check`",
                        metadata: ["files": "\(failed)"]
                    )
                }
                isFailing = failed > 0
            } catch {
                if !isFailing {
                    logger.error(
                        "reviews cannot go on; trying again every minute",
                        metadata: ["reason": "\(CommandStatus(of: error).message ?? "unknown")"]
                    )
                }
                isFailing = true
            }
        }
    }

    /// Reviews page by page.
    ///
    /// - Returns: How many files could not be opened.
    private func review(_ controller: ControllerVault) async throws -> Int {
        var failed = 0
        var place: PatientNumber? = .office
        while let after = place, !Task.isCancelled {
            // In a task of its own, since this one may be cancelled at any time.
            let page = try await Task { try await controller.review(after: after) }.value
            failed += page.report.failed
            place = page.next
            if place != nil { try? await Task.sleep(for: Self.breath) }
        }
        return failed
    }
}
