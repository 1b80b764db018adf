internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How often a correction is planned again because something else of the patient changed meanwhile.
    private static let rectificationAttempts = 10

    /// Asks, before anything is shown or done, whether somebody may correct at all.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    @discardableResult
    public func requireRectifying(by staff: StaffMember?) throws -> StaffMember {
        try requireWritable()
        guard let staff else { throw VaultError(.denied, "correcting needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        return staff
    }

    /// Corrects a record as a plan says that was shown to somebody (GDPR Art 16).
    ///
    /// A new version takes the place of the newest, and the ledger gets an entry that says so. Where the law lets what
    /// was wrong go, the keys of all versions before are destroyed, and a certificate is issued.
    ///
    /// ## Guarantee
    /// The new version and the closing of those before are one transaction. When this throws after it, the erasure is
    /// driven forward at the next opening of the vault or the next look at its status.
    /// ## Not guaranteed
    /// Plaintext already handed to a reader; copies of the key safe made outside its custody rule.
    /// - Parameter statement: The statement of disagreement; stored as a record of its own that goes with this one.
    /// - Throws: ``VaultError`` with `denied` and the law when nothing may be corrected; `conflict` when the record
    ///   changed since it was shown; `invalidInput` for a statement that has no place here; `pending` and `damaged` as
    ///   ``erase(_:_:by:)``.
    public func rectify(
        _ plan: RectificationPlan,
        with intake: Intake,
        statement: Intake?,
        _ request: RectificationRequest,
        by staff: StaffMember?
    ) async throws -> RectificationResult {
        let author = try requireRectifying(by: staff)
        if let obstacle = plan.obstacle {
            try await keep(plan.judged.suffix(1), as: .rectify, by: author)
            throw VaultError(.denied, obstacle)
        }
        guard statement == nil || plan.takesStatement else {
            throw VaultError(
                .invalidInput,
                "a statement of disagreement belongs to a correction that is refused or disputed; leave --statement out"
            )
        }
        if plan.outcome == .refuseWithStatement {
            guard let statement else {
                throw VaultError(
                    .denied,
                    "nothing was changed. \(plan.reason) To attach the patient's statement of disagreement, say --statement FILE"
                )
            }
            try await keep(plan.judged.suffix(1), as: .rectify, by: author)
            let attached = try await attach(statement, to: plan, by: author)
            return RectificationResult(
                outcome: plan.outcome,
                stored: nil,
                erasure: nil,
                statement: attached,
                notices: .none
            )
        }
        let erasure = try await correct(plan, with: intake, request, by: author)
        if let verdict = plan.judged.last?.verdict {
            let corrected = try await readableVersion(nil, of: plan.record.record).1
            try await keep([verdict], as: .rectify, by: author, about: corrected)
        }
        var attached: StoredVersion?
        if let statement { attached = try await attach(statement, to: plan, by: author) }
        return RectificationResult(
            outcome: plan.outcome,
            stored: StoredVersion(record: plan.record.record, version: plan.record.version.next),
            erasure: erasure,
            statement: attached,
            notices: plan.notices
        )
    }

    /// Corrects, and asks the rules again as often as something else of the patient changed in between.
    private func correct(
        _ plan: RectificationPlan,
        with intake: Intake,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> ErasureResult? {
        do {
            return try await correctOnce(plan, with: intake, request, by: author)
        } catch let error as VaultError where error.code == .conflict {
            // Somebody stored meanwhile; now they wait until it is done.
            return try await pauses.during([plan.patient.number]) {
                var lost = error
                for _ in 1..<Self.rectificationAttempts {
                    let again = try await planAgain(plan, request, by: author)
                    do {
                        return try await correctOnce(again, with: intake, request, by: author)
                    } catch let error as VaultError where error.code == .conflict {
                        lost = error
                    }
                }
                throw lost
            }
        }
    }

    /// The same plan at the patient's present state.
    ///
    /// - Throws: ``VaultError/Code/conflict`` when the record itself changed: nobody has looked at what would go then.
    private func planAgain(
        _ plan: RectificationPlan,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> RectificationPlan {
        let again = try await planRectification(of: plan.record.record, request, by: author)
        guard again.isSame(as: plan) else {
            throw VaultError(
                .conflict,
                "nothing was changed: the record was changed meanwhile; read it and try again"
            )
        }
        return again
    }

    private func correctOnce(
        _ plan: RectificationPlan,
        with intake: Intake,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> ErasureResult? {
        guard plan.rulebook == law.reference else {
            throw VaultError(.conflict, "other rules are in force since the law was asked; ask again")
        }
        let record = plan.record.record
        let sealed = try await seal(
            intake,
            plan.record.facts.stating(nil, [:]),
            decideStorage(
                of: plan.record.facts,
                episode: plan.episode,
                completed: person(of: plan.patient).completed(plan.episode),
                patient: nil
            ),
            as: (record, plan.record.version.next),
            previous: plan.previous,
            by: author
        )
        guard plan.outcome == .overwriteOK else {
            _ = try await write(sealed, plan, erasing: nil, request)
            return nil
        }
        return try await shredGate.pass {
            let draft = try await draft(
                of: .versions(record, plan.erased),
                planned: [plan.patient.number: plan.patient.serial],
                judged: plan.judged,
                under: plan.rulebook,
                ground: request.ground,
                by: author
            )
            guard let shred = try await write(sealed, plan, erasing: draft, request) else { return nil }
            try faults.reach(.shredFenced)
            evictReaders(of: shred)
            return try await drive(shred)
        }
    }

    /// The one transaction of a correction.
    private func write(
        _ sealed: SealedVersion,
        _ plan: RectificationPlan,
        erasing shred: ShredDraft?,
        _ request: RectificationRequest
    ) async throws -> ShredRow? {
        let now = clock.now
        return try await commit(sealed, of: plan.patient) { version in
            let sealer = try await eventSealer(of: plan.patient.number, in: plan.patient.tree)
            return try await tables.records.rectify(
                RectificationDraft(
                    version: version,
                    patient: plan.patient.number,
                    plannedSerial: plan.patient.serial,
                    shred: shred
                ) { commitment in
                    let statement = RectificationStatement(
                        record: plan.record.record,
                        corrected: plan.corrected,
                        correction: .init(number: version.version, commitment: commitment),
                        outcome: shred == nil ? .added : .overwritten,
                        rulebook: plan.rulebook.digest,
                        ground: request.ground
                    )
                    return sealer.draft(of: .rectification(statement), at: now)
                }
            )
        }
    }

    /// Stores a statement of disagreement as a record of its own, with the same class, facts and course of care, so that
    /// the law treats both alike.
    private func attach(
        _ statement: Intake,
        to plan: RectificationPlan,
        by author: StaffMember
    ) async throws -> StoredVersion {
        let record = RecordID.random()
        let intake = Intake(
            source: statement.source,
            name: statement.name,
            mediaType: statement.mediaType,
            facts: plan.record.facts,
            episode: plan.episode
        )
        let sealed = try await seal(
            intake,
            plan.record.facts.stating(nil, [:]),
            decideStorage(
                of: plan.record.facts,
                episode: plan.episode,
                completed: person(of: plan.patient).completed(plan.episode),
                patient: nil
            ),
            as: (record, .first),
            previous: nil,
            by: author
        )
        try await write(sealed, of: plan.patient) { draft in
            try await tables.records.store(
                draft,
                for: plan.patient.number,
                linked: .disagreement,
                to: plan.record.record
            )
        }
        return StoredVersion(record: record, version: .first)
    }
}
