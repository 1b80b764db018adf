internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How many patients are read at a time.
    static let filesAtATime = 64
    /// How many changes the files that are read at a time may have behind them; there are no more versions.
    private static let changesAtATime = 4096

    /// How many patients wait for a review: their file or the rulebook is another one than the last time.
    public func waitingReviews() async throws -> Int {
        try await tables.charts.countStale(under: law.publication)
    }

    /// How many versions are to be looked at in this month or were before it.
    public func dueThisMonth() async throws -> Int {
        try await tables.charts.countDue(until: clock.now.day.firstOfMonth)
    }

    /// Counts the months of review of every patient who waits for it.
    ///
    /// There is nothing to remember between two of them: who was looked at does not wait any more.
    /// - Throws: `PostgresError` and what stops everything; a file that cannot be opened is counted and passed over.
    public func review() async throws -> ReviewReport {
        var report = ReviewReport()
        var place: PatientNumber? = .office
        while let after = place {
            let page = try await review(after: after)
            report += page.report
            place = page.next
        }
        return report
    }

    /// Counts the months of the next patients after a number who wait for it.
    ///
    /// - Returns: What was found, and the number to go on after; `nil` when nobody waits there.
    /// - Throws: ``VaultError`` with `full` when the room that is left is kept for erasures.
    public func review(after number: PatientNumber) async throws -> (
        report: ReviewReport, next: PatientNumber?
    ) {
        guard !isReadOnly else { return (ReviewReport(), nil) }
        try facilities.requireRoom()
        return try await reviewGate.pass {
            let today = clock.now.day
            // Who is counted by what held before a change does not wait any more, so no change may be overlooked.
            try await laws.reload(on: today)
            let law = law(on: today)
            let waiting = try await tables.charts.stale(
                under: law.publication,
                after: number,
                limit: Self.filesAtATime
            )
            let page = Self.atATime(waiting)
            var report = ReviewReport()
            for file in try await tables.charts.files(of: page) {
                try await report += review(file, by: law, on: today)
            }
            return (report, page.last?.number)
        }
    }

    /// As many patients as may be read at a time; at least one.
    static func atATime(_ patients: [PatientRow]) -> [PatientRow] {
        var changes = 0
        let count = patients.prefix { patient in
            changes += Int(patient.serial)
            return changes <= changesAtATime
        }.count
        return Array(patients.prefix(max(1, count)))
    }

    private func review(_ file: PatientFile, by law: Law, on today: Day) async throws -> ReviewReport {
        var report = ReviewReport()
        var months: [(slot: Slot, month: Day?)] = []
        do {
            let chart = try await chart(of: file, under: law)
            for item in chart.items {
                guard chart.unknown(about: item).isEmpty else {
                    months.append((item.row.slot, nil))
                    report.undecided += 1
                    continue
                }
                let found = try law.review(
                    chart.facts(about: item),
                    storedOn: item.row.storedOn,
                    on: today
                )
                switch found {
                case .month(let month):
                    months.append((item.row.slot, month))
                    report.dated += 1
                case .never:
                    months.append((item.row.slot, nil))
                    report.endless += 1
                case .undecided:
                    months.append((item.row.slot, nil))
                    report.undecided += 1
                }
            }
        } catch let error where error is VaultError || error is KeyringError || error is CryptoError {
            var report = ReviewReport()
            report.failed = 1
            return report
        }
        guard try await tables.charts.save(months, of: file.patient, under: law.publication) else {
            var report = ReviewReport()
            report.changed = 1
            return report
        }
        report.patients = 1
        try faults.reach(.reviewWritten)
        return report
    }
}
