internal import Keyring
internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// Looks what is due in or before a month, decided as of today, patient by patient; nothing is destroyed.
    ///
    /// Files that wait for a review are reviewed first, except in a drill.
    /// - Parameters:
    ///   - month: Any day of the last month to look at; `nil` for this month.
    ///   - undecided: Whether to look for records that nobody can decide about; that opens every file with one.
    /// - Throws: ``VaultError/Code/denied``, and what `output` throws.
    public func previewRetention(
        until month: Day? = nil,
        undecided: Bool = true,
        by staff: StaffMember?,
        into output: (DueRecord) async throws -> Void
    ) async throws -> RetentionTotals {
        let reader = try requireReader(staff, for: .administration)
        _ = try await review()
        let today = clock.now.day
        let look = RetentionLook(
            law: law(on: today),
            today: today,
            month: (month ?? today).firstOfMonth,
            listsUndecided: undecided
        )
        var totals = RetentionTotals()
        var place: PatientNumber? = .office
        while let after = place {
            let page = Self.atATime(
                try await tables.charts.due(
                    until: look.month,
                    undated: undecided,
                    after: after,
                    limit: Self.filesAtATime
                )
            )
            for file in try await tables.charts.files(of: page) {
                let found: RetentionLook.Found
                do {
                    let chart = try await chart(of: file, under: look.law)
                    found = try look.look(at: chart) { item in
                        guard chart.unknown(about: item).isEmpty else { return false }
                        let known = asked(about: item, of: chart.person, by: reader)
                        let outcome = try look.law.outcome(.disclose, known, on: look.today)
                        return outcome == .permit || outcome == .permitWithConditions
                    }
                } catch let error where error is VaultError || error is KeyringError || error is CryptoError {
                    totals.failed += 1
                    continue
                }
                totals.running += found.running
                totals.hidden += found.hidden
                if !found.records.isEmpty { totals.patients += 1 }
                for record in found.records {
                    totals.add(record)
                    try await output(record)
                }
            }
            place = page.last?.number
        }
        return totals
    }
}
