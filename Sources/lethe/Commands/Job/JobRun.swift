internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe job run`.
struct JobRun: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do what is due now: unfinished erasures and key renewals, places in the ledger, reviews.",
        discussion: """
            For a timer, where no server runs. It destroys nothing that was not being destroyed already. Stopped at any \
            time, it goes on where it was when it is run again.
            """
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        guard !options.drill else {
            throw VaultError(.denied, "this is a restore drill: it reads and changes nothing")
        }
        try await open.vault.finishRenewals()
        try await open.vault.flush()
        // Nothing waits for it, so it keeps nothing else from being done.
        var unswept: (any Error)?
        do { try await open.vault.sweepBlobs() } catch { unswept = error }
        let report = try await open.vault.review()
        switch options.format {
        case .json: try await console.print(json: Self.json(report))
        case .table:
            try await console.print(
                "reviewed \(counted(report.patients, "patient")) with \(counted(report.versions, "version")): "
                    + "\(report.dated) with a month, \(report.endless) without end, \(report.undecided) undecided"
            )
            if report.changed > 0 {
                try await console.print(
                    "\(counted(report.changed, "patient's file was", "patients' files were")) changed meanwhile and wait"
                )
            }
        }
        guard report.failed == 0 else {
            throw VaultError(
                .damaged,
                "\(counted(report.failed, "patient's file", "patients' files")) cannot be opened; see `lethe vault check`"
            )
        }
        if let unswept { throw unswept }
    }

    private static func json(_ report: ReviewReport) -> CanonicalJSON {
        .object([
            "changed": .integer(Int64(report.changed)), "dated": .integer(Int64(report.dated)),
            "endless": .integer(Int64(report.endless)), "failed": .integer(Int64(report.failed)),
            "patients": .integer(Int64(report.patients)), "undecided": .integer(Int64(report.undecided)),
            "versions": .integer(Int64(report.versions)),
        ])
    }
}
