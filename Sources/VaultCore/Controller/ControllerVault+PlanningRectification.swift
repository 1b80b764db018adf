internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// What a correction of a record would do, with the law; changes nothing.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func planRectification(
        of record: RecordID,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationPlan {
        try await sayingWhatClosed(record) {
            try await planRectification(of: record, correcting: nil, request, by: staff)
        }
    }

    /// What a correction of who a patient is would do, with the law; changes nothing.
    ///
    /// - Throws: As ``planRectification(of:_:by:)-(RecordID,_,_)``, and ``VaultError`` with `alreadyExists` when an
    ///   identifier finds another patient.
    public func planRectification(
        of patient: PatientID,
        _ correction: IdentityCorrection,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationPlan {
        _ = try requireReader(staff, for: .administration)
        guard let record = try await activePatient(patient).identity else {
            throw VaultError(.damaged, "this patient has no identity record")
        }
        return try await planRectification(of: record, correcting: correction, request, by: staff)
    }

    /// - Parameter correction: What is to be corrected of who the patient is; `nil` for every other record.
    func planRectification(
        of record: RecordID,
        correcting correction: IdentityCorrection?,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationPlan {
        let reader = try requireReader(staff, for: .administration)
        let day = clock.now.day
        let law = law(on: day)
        let (row, _) = try await readableVersion(nil, of: record)
        let whole = try await chart(of: row.patient, under: law)
        // What the numbers of one person state differently is mended by correcting one of them.
        let chart = correction == nil ? whole : whole.undisputed
        let items = chart.items.filter { $0.row.record == record }.sorted { $0.row.version < $1.row.version }
        guard let newest = items.last else {
            throw VaultError(.closed, "this record is closed: an erasure runs or ran")
        }
        guard (record == chart.patient.identity) == (correction != nil) else {
            throw VaultError(
                .invalidInput,
                "record \(record) says who the patient is; correct that with `lethe patient rectify`"
            )
        }
        try require(disclosure(of: newest, of: chart.person, to: reader))
        let opened = try open(newest.row, key: newest.key.bytes)
        let identity: IdentityChange? =
            if let correction {
                try await change(opened, in: newest, of: chart.patient, by: correction)
            } else { nil }
        let asked = try Law.values(
            request.facts,
            of: [.request, .hold, .event],
            in: law.rulebook.vocabulary
        ).merging(["request.kind": .word("rectification")]) { _, kind in kind }
        let answers = try items.map { item in
            guard chart.unknown(about: item).isEmpty else {
                throw VaultError(.denied, Law.refusal(ofUnknown: chart.unknown(about: item)))
            }
            let facts = law.adding(asked, to: chart.facts(about: item))
            return try Self.answer(to: request, knowing: facts, by: law, on: day)
        }
        let answer = Self.answer(about: answers)
        let concerned = answer.outcome == .overwriteOK ? items : [newest]
        return RectificationPlan(
            record: opened,
            outcome: answer.outcome,
            decision: answer.verdict.decision,
            reason: answer.reason,
            obstacle: answer.obstacle,
            notices: try law.notices(
                of: "rectification_done",
                about: law.adding(asked, to: chart.facts(about: newest)),
                on: day
            ),
            identity: identity,
            rulebook: law.reference,
            corrected: concerned.map { .init(number: $0.row.version, commitment: $0.row.commitment) },
            previous: newest.row.commitment,
            judged: zip(items, answers).map { JudgedVersion($0.row, $1.verdict) },
            patient: chart.patient,
            episode: newest.row.episode
        )
    }

    /// Who a patient is before and after a correction.
    private func change(
        _ opened: OpenedVersion,
        in item: Chart.Item,
        of patient: PatientRow,
        by correction: IdentityCorrection
    ) async throws -> IdentityChange {
        let part = try await tables.records.parts(at: item.row.slot).first
        let before = try await openIdentity(in: item.row, opened, part, key: item.key)
        let change = IdentityChange(
            correction: correction,
            before: before,
            after: try correction.applied(to: before),
            facts: correction.applied(to: item.stated)
        )
        guard change.after != before || change.facts.facts != item.stated.facts else {
            throw VaultError(.invalidInput, "nothing is to be corrected: all of that is what is registered")
        }
        guard try await !isTaken(change.after, beside: patient) else { throw SearchDraft.taken }
        return change
    }

    /// What the rules say about one version.
    private struct RectificationAnswer {
        var outcome: Outcome
        let verdict: Verdict
        let reason: String
        let obstacle: String?
    }

    private static func answer(
        to request: RectificationRequest,
        knowing facts: [String: FactValue],
        by law: Law,
        on day: Day
    ) throws -> RectificationAnswer {
        let verdict = try law.ask(.rectify, facts, on: day)
        let decision = verdict.decision
        let reason = law.summary(of: decision)
        var obstacle: String?
        if decision.outcome == .escalate {
            obstacle = "nothing was changed: a person must decide. \(reason)"
        } else if decision.needsConfirmation, !request.isConfirmed {
            let why = decision.confirmations.joined(separator: "; ")
            obstacle = "nothing was changed: a person must confirm it first (--confirmed): \(why). \(reason)"
        }
        return RectificationAnswer(
            outcome: decision.outcome,
            verdict: verdict,
            reason: reason,
            obstacle: obstacle
        )
    }

    /// What the answers about all versions, oldest first, mean for the record.
    ///
    /// The newest version is the one to be corrected. But the versions before go only when the rules let every one of
    /// them go; where one must stay readable, all stay.
    private static func answer(about answers: [RectificationAnswer]) -> RectificationAnswer {
        let newest = answers[answers.count - 1]
        guard newest.outcome == .overwriteOK else { return newest }
        if let open = answers.first(where: { $0.obstacle != nil }) { return open }
        guard var kept = answers.first(where: { $0.outcome != .overwriteOK }) else { return newest }
        kept.outcome = .addendum
        return kept
    }
}
