internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// The fact that a record belongs to somebody else.
    static let wrongPatient = "record.wrong_patient"

    /// What a move does by itself, so that nobody has to do it first.
    private static let movingDuties: Set = ["move_to_right_patient", "leave_trace"]

    /// What moving a record to the patient to whom it belongs would do, with the law; changes nothing.
    ///
    /// The statements of disagreement with it go along.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func planMove(
        of record: RecordID,
        to target: PatientID,
        _ request: MoveRequest,
        by staff: StaffMember?
    ) async throws -> MovePlan {
        let reader = try requireReader(staff, for: .administration)
        let day = clock.now.day
        let law = law(on: day)
        let from = try await readableVersion(nil, of: record).0.patient
        let to = try await activePatient(target)
        guard from.number != to.number else {
            throw VaultError(
                .invalidInput,
                "record \(record) stands in the file of patient \(target) already"
            )
        }
        guard from.person == nil || from.person != to.person else {
            throw VaultError(
                .invalidInput,
                "patient \(target) is another number of the same person; nothing has to be moved"
            )
        }
        try await requireEpisode(request.episode, of: to)
        let chart = try await chart(of: from, under: law)
        guard record != chart.patient.identity else {
            throw VaultError(
                .invalidInput,
                "record \(record) says who the patient is and cannot be moved; correct it with `lethe patient rectify`"
            )
        }
        let links = try await tables.records.links(of: from.number)
        if let about = links.first(where: { $0.from == record })?.to {
            throw VaultError(
                .invalidInput,
                "record \(record) is a statement about record \(about) and goes with it; move that"
            )
        }
        let wanted = ErasurePlan.withStatements([record], links)
        let items = chart.items.filter { wanted.contains($0.row.record) }.sorted {
            ($0.row.record, $0.row.version) < ($1.row.record, $1.row.version)
        }
        guard let newest = items.last(where: { $0.row.record == record }) else {
            throw VaultError(.closed, "this record is closed: an erasure runs or ran")
        }
        try require(disclosure(of: newest, of: chart.person, to: reader))
        // Nobody asks for an erasure, unless somebody says so.
        let asked = try Law.values(request.facts, of: [.request, .hold, .event], in: law.rulebook.vocabulary)
            .merging(["request.ground": .word("none")]) { given, _ in given }
        let answers = try items.map { item in
            guard chart.unknown(about: item).isEmpty else {
                throw VaultError(.denied, Law.refusal(ofUnknown: chart.unknown(about: item)))
            }
            let facts = law.adding(asked, to: chart.facts(about: item))
            return try Self.answer(request, knowing: facts, by: law, on: day)
        }
        let strictest = answers.first { $0.obstacle != nil } ?? answers[items.count - 1]
        return MovePlan(
            record: try open(newest.row, key: newest.key.bytes),
            records: wanted.sorted(),
            versions: items.count,
            decision: strictest.verdict.decision,
            reason: law.summary(of: strictest.verdict.decision),
            obstacle: strictest.obstacle,
            leavesEpisode: items.contains { $0.row.episode != nil },
            holds: Set(answers.flatMap(\.holds)).sorted(),
            notices: try law.notices(
                of: "rectification_done",
                about: law.adding(asked, to: chart.facts(about: newest)),
                on: day
            ),
            rulebook: law.reference,
            judged: zip(items, answers).map { JudgedVersion($0.row, $1.verdict) },
            items: items,
            from: chart.patient,
            to: to
        )
    }

    private func requireEpisode(_ number: Int32?, of patient: PatientRow) async throws {
        guard let number else { return }
        guard try await tables.patients.episodes(of: patient.number).contains(where: { $0.number == number })
        else {
            throw VaultError(
                .notFound,
                "the right patient has no episode \(number); list them with `lethe episode list`"
            )
        }
    }

    /// What the rules say about one version.
    private struct MoveAnswer {
        let verdict: Verdict
        let holds: [String]
        let obstacle: String?
    }

    /// Asks whether a version may leave the file that it stands in by mistake.
    ///
    /// A hold keeps evidence. A move destroys none: the content stays, and the office, the ledger and both files keep that it
    /// was moved. So where a hold alone stands against it, a person may confirm it, and the hold goes along.
    private static func answer(
        _ request: MoveRequest,
        knowing known: [String: FactValue],
        by law: Law,
        on day: Day
    ) throws -> MoveAnswer {
        guard law.rulebook.vocabulary.facts[wrongPatient] != nil else {
            throw VaultError(
                .denied,
                "the rules in force do not know records that belong to another patient; publish rules that do"
            )
        }
        let facts = known.merging([
            wrongPatient: .yesNo(true), "request.kind": .word("rectification"),
        ]) { $1 }
        let verdict = try law.ask(.erase, facts, on: day)
        var decision = verdict.decision
        let holds = facts.filter {
            law.rulebook.vocabulary.facts[$0.key]?.source == .hold && $0.value == .yesNo(true)
        }.keys.sorted()
        if decision.outcome != .erase, !holds.isEmpty {
            decision = try law.decide(.erase, facts.filter { !holds.contains($0.key) }, on: day)
        }
        let missing = Set(decision.obligations.map(\.duty)).intersection(unknownDuties).subtracting(
            movingDuties
        )
        var obstacle: String?
        if decision.outcome != .erase {
            obstacle = "nothing was moved: \(law.summary(of: verdict.decision))"
        } else if !missing.isEmpty {
            let duties = missing.sorted().map { $0.replacing("_", with: " ") }.joined(separator: ", ")
            obstacle =
                "nothing was moved: the law wants something done first that this vault cannot do yet (\(duties))"
        } else if !request.isConfirmed, decision.needsConfirmation || !holds.isEmpty {
            let why = decision.confirmations + holds.map { "\($0) stands on it and goes along" }
            obstacle =
                "nothing was moved: a person must confirm it first (--confirmed): \(why.joined(separator: "; "))"
        }
        return MoveAnswer(verdict: verdict, holds: holds, obstacle: obstacle)
    }
}
