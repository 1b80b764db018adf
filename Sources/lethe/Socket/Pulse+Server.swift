internal import Logging
internal import VaultCore
internal import VaultModel
internal import VaultStorage

extension Pulse {
    /// Between two pages of patients, so that a long review leaves room for others.
    private static let breath = Duration.milliseconds(20)

    /// What a server does by itself, until its task is cancelled; what runs then is finished first.
    static func all(of open: OpenVault, _ logger: Logger) -> [Pulse] {
        [
            Pulse(
                interval: .seconds(1),
                complaint: "a ledger cannot grow or an erasure cannot go on",
                logger: logger
            ) {
                do {
                    // In a task of its own, since this one may be cancelled at any time.
                    try await Task {
                        try await open.vault.finishErasures()
                        try await open.vault.flush()
                    }.value
                } catch {
                    // A PostgreSQL of our own may have died.
                    try? await open.revive()
                    throw error
                }
            },
            Pulse(
                interval: .seconds(60),
                beginsAtOnce: true,
                complaint: "a renewal of the index or of the keys cannot go on",
                logger: logger
            ) { try await open.vault.finishRenewals() },
            Pulse(
                interval: .seconds(600),
                complaint: "files of documents that were never stored cannot be removed",
                logger: logger
            ) { try await open.vault.sweepBlobs() },
            Pulse(interval: .seconds(60), complaint: "reviews cannot go on", logger: logger) {
                var failed = 0
                for case (_, .success(let controller)) in try await open.vault.controllers() {
                    failed += try await review(controller)
                }
                guard failed == 0 else {
                    throw VaultError(
                        .damaged,
                        "\(counted(failed, "file of a patient", "files of patients")) cannot be opened; see `lethe vault check`"
                    )
                }
            },
        ]
    }

    /// Reviews page by page.
    ///
    /// - Returns: How many files could not be opened.
    private static func review(_ controller: ControllerVault) async throws -> Int {
        var failed = 0
        var place: PatientNumber? = .office
        while let after = place, !Task.isCancelled {
            let page = try await Task { try await controller.review(after: after) }.value
            failed += page.report.failed
            place = page.next
            if place != nil { try? await Task.sleep(for: breath) }
        }
        return failed
    }
}
