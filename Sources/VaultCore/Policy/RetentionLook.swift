internal import PolicyEngine
internal import VaultModel

/// A look at what is due: who decides, as of which day, and how far ahead.
struct RetentionLook: Sendable {
    /// What a look at one patient's file found.
    struct Found {
        var records: [DueRecord] = []
        var running = 0
        var hidden = 0
    }

    private typealias Answer = (item: Chart.Item, decision: Decision, finding: DueRecord.Finding, day: Day?)

    let law: Law
    let today: Day
    /// The first day of the last month to look at.
    let month: Day
    let listsUndecided: Bool

    /// Decides about every record of a patient of which a version is to be looked at.
    ///
    /// - Parameter isShown: Whether the one who asks may know of a version.
    func look(at chart: Chart, isShown: (Chart.Item) throws -> Bool) throws -> Found {
        var found = Found()
        for record in try records(of: chart) {
            let answers = try record.map { try answer($0, in: chart) }
            guard var strictest = answers.max(by: { Self.rank($0) < Self.rank($1) }) else { continue }
            if isRunning(strictest, in: chart) {
                found.running += 1
                continue
            }
            if strictest.finding == .undecided, !listsUndecided { continue }
            guard try answers.allSatisfy({ try isShown($0.item) }) else {
                found.hidden += 1
                continue
            }
            if strictest.item.isIdentity, strictest.finding.isDue, try !isEverythingElseDue(chart) {
                strictest.finding = .goesLast
            }
            found.records.append(due(strictest, versions: record.count, of: chart.patient.id))
        }
        return found
    }

    /// The versions of each record that is to be looked at, in the order the records were stored.
    private func records(of chart: Chart) throws -> [[Chart.Item]] {
        let records = Dictionary(grouping: chart.items, by: \.row.record).values
        return try records.filter { try $0.contains { try isConcerned($0, in: chart) } }
            .sorted { $0[0].row.slot < $1[0].row.slot }
    }

    private func isConcerned(_ item: Chart.Item, in chart: Chart) throws -> Bool {
        guard chart.unknown(about: item).isEmpty else { return listsUndecided }
        return switch try law.review(chart.facts(about: item), storedOn: item.row.storedOn, on: today) {
        case .month(let month): month <= self.month
        case .never: false
        case .undecided: listsUndecided
        }
    }

    private func answer(_ item: Chart.Item, in chart: Chart) throws -> Answer {
        let decision = try law.decide(.retain, chart.facts(about: item), on: today)
        // What states facts that the rules do not know is kept until it is stated anew.
        guard chart.unknown(about: item).isEmpty else { return (item, decision, .undecided, nil) }
        let (finding, day) = law.finding(of: decision)
        return (item, decision, finding, day)
    }

    /// How long a version stays, as compared with the others of its record.
    private static func rank(_ answer: Answer) -> (Int, Int64) {
        let place = DueRecord.Finding.allCases.firstIndex(of: answer.finding) ?? 0
        return (place, answer.day?.daysSinceEpoch ?? .min)
    }

    /// Whether nothing is missing but the end of a treatment that goes on.
    private func isRunning(_ answer: Answer, in chart: Chart) -> Bool {
        guard answer.finding == .undecided, answer.decision.missing == ["treatment.completed"] else {
            return false
        }
        let episode = answer.item.row.episode
        return answer.item.isIdentity || (episode != nil && chart.person.completed(episode) == nil)
    }

    private func isEverythingElseDue(_ chart: Chart) throws -> Bool {
        try chart.items.allSatisfy { item in
            if item.isIdentity { return true }
            guard chart.unknown(about: item).isEmpty else { return false }
            let outcome = try law.outcome(.retain, chart.facts(about: item), on: today)
            return outcome == .noDuty || outcome == .mustDestroy
        }
    }

    private func due(_ answer: Answer, versions: Int, of patient: PatientID) -> DueRecord {
        DueRecord(
            patient: patient,
            record: answer.item.row.record,
            recordClass: answer.item.recordClass,
            versions: versions,
            finding: answer.finding,
            day: answer.day,
            reason: law.reason(of: answer.decision),
            missing: law.missing(in: answer.decision),
            confirmations: answer.decision.confirmations
        )
    }
}
