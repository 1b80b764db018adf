internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Corrects as the plan says, unless something of the patient has changed since.
    ///
    /// - Throws: ``VaultError/Code/conflict`` then.
    func correctOnce(
        _ plan: RectificationPlan,
        with intake: Intake,
        statement: Intake?,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> RectificationResult {
        guard plan.rulebook == law.reference else {
            throw VaultError(.conflict, "other rules are in force since the law was asked; ask again")
        }
        var sealed = [
            try await seal(
                intake,
                plan.facts,
                decideStorage(of: plan.facts, in: plan),
                as: (plan.record.record, plan.record.version.next),
                previous: plan.previous,
                by: author
            )
        ]
        if let statement { sealed.append(try await seal(statement, of: plan, by: author)) }
        let erasure = try await write(sealed, plan, request, by: author)
        return RectificationResult(
            outcome: plan.outcome,
            stored: StoredVersion(record: plan.record.record, version: plan.record.version.next),
            erasure: erasure,
            statement: sealed.dropFirst().first.map {
                StoredVersion(record: $0.record, version: $0.version)
            },
            notices: plan.notices
        )
    }

    /// Stores a statement of disagreement with a correction that is refused.
    func attach(
        _ statement: Intake,
        to plan: RectificationPlan,
        by author: StaffMember
    ) async throws -> StoredVersion {
        let sealed = try await seal(statement, of: plan, by: author)
        try await write(sealed, of: plan.patient) { draft, _ in
            try await tables.records.store(
                draft,
                for: plan.patient.number,
                linked: .disagreement,
                to: plan.record.record
            )
        }
        return StoredVersion(record: sealed.record, version: sealed.version)
    }

    /// Seals a statement of disagreement as a record of its own, with the same class, facts and course of care, so that
    /// the law treats both alike.
    private func seal(
        _ statement: Intake,
        of plan: RectificationPlan,
        by author: StaffMember
    ) async throws -> SealedVersion {
        // What is known of a person is stated once, where it says who they are.
        let facts = plan.identity == nil ? plan.facts : RecordFacts(recordClass: plan.facts.recordClass)
        return try await seal(
            Intake(
                source: statement.source,
                name: statement.name,
                mediaType: statement.mediaType,
                facts: facts,
                episode: plan.episode
            ),
            facts,
            decideStorage(of: facts, in: plan),
            as: (.random(), .first),
            previous: nil,
            by: author
        )
    }

    private func decideStorage(of facts: RecordFacts, in plan: RectificationPlan) async throws
        -> StoringDecision
    {
        try await decideStorage(
            of: facts,
            episode: plan.episode,
            completed: person(of: plan.patient).completed(plan.episode),
            patient: nil
        )
    }

    /// Writes a correction, and drives on the erasure of what was wrong.
    private func write(
        _ sealed: [SealedVersion],
        _ plan: RectificationPlan,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> ErasureResult? {
        guard plan.outcome == .overwriteOK else {
            guard plan.identity != nil else {
                _ = try await writeOnce(sealed, plan, erasing: nil, request, by: author)
                return nil
            }
            // An index renewal must not write what a patient was found by before.
            _ = try await shredGate.pass {
                try await writeOnce(sealed, plan, erasing: nil, request, by: author)
            }
            return nil
        }
        let destroyed: DestroyedShred? = try await shredGate.pass {
            let draft = try await draft(
                of: .versions(plan.record.record, plan.erased),
                planned: [plan.patient.number: plan.patient.serial],
                // Whatever of them was a token once may still be one under this index key in an old copy.
                renewing: plan.identity == nil ? nil : .random(),
                judged: plan.judged,
                under: plan.rulebook,
                ground: request.ground,
                by: author
            )
            let shred = try await writeOnce(sealed, plan, erasing: draft, request, by: author)
            guard let shred else { return nil }
            try faults.reach(.shredFenced)
            evictReaders(of: shred)
            return try await destroy(shred)
        }
        guard let destroyed else { return nil }
        return try await conclude(destroyed)
    }

    private func writeOnce(
        _ sealed: [SealedVersion],
        _ plan: RectificationPlan,
        erasing shred: ShredDraft?,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> ShredRow? {
        guard let identity = plan.identity else {
            return try await commit(sealed, plan, erasing: shred, finding: nil, request, by: author)
        }
        // No registration meanwhile, and no index renewal begins or ends.
        let row = try await registrationGate.pass {
            try await commit(sealed, plan, erasing: shred, finding: identity.after, request, by: author)
        }
        patients.forget(plan.patient.number)
        return row
    }

    /// The one transaction of a correction.
    private func commit(
        _ sealed: [SealedVersion],
        _ plan: RectificationPlan,
        erasing shred: ShredDraft?,
        finding identity: PatientIdentity?,
        _ request: RectificationRequest,
        by author: StaffMember
    ) async throws -> ShredRow? {
        guard let verdict = plan.judged.last?.verdict else {
            throw VaultError(.damaged, "a correction was planned of a record that has no version")
        }
        let now = clock.now
        return try await commit(sealed, of: plan.patient) { versions, patient in
            let sealer = try await eventSealer(of: patient.number, in: patient.tree)
            let search: SearchDraft? =
                if let identity { try await search(for: identity, of: patient) } else { nil }
            return try await tables.records.rectify(
                RectificationDraft(
                    version: versions[0],
                    patient: plan.patient.number,
                    plannedSerial: plan.patient.serial,
                    shred: shred,
                    statement: versions.dropFirst().first,
                    search: search,
                    decision: row(for: verdict, as: .rectify, by: author, of: patient)
                ) { commitment in
                    let statement = RectificationStatement(
                        record: plan.record.record,
                        corrected: plan.corrected,
                        correction: .init(number: versions[0].version, commitment: commitment),
                        outcome: shred == nil ? .added : .overwritten,
                        rulebook: plan.rulebook.digest,
                        ground: request.ground
                    )
                    return sealer.draft(of: .rectification(statement), at: now)
                }
            )
        }
    }
}
