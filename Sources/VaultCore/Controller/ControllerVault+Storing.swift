internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How often an amendment that lost a race is sealed again before the caller hears of it.
    private static let amendmentAttempts = 5

    /// Stores a document as a new record of a patient.
    ///
    /// Returns once the record is durable; its place in the ledger follows with the next batch.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`, and `busy` when too much
    ///   waits to be stored.
    public func store(_ intake: Intake, for patient: PatientID, by staff: StaffMember?) async throws
        -> StoredVersion
    {
        try await observing(.store) {
            try requireWritable()
            try facilities.requireRoom()
            let author = try required(staff)
            let facts = RecordFacts().stating(intake.recordClass, intake.facts)
            try Self.refuseIdentity(facts)
            try requireStatable(facts)
            let row = try await knownPatient(patient)
            let decision = try await decideStorage(
                of: facts,
                episode: intake.episode,
                completed: completion(of: intake.episode, of: row)
            ) { try await self.activePatient(patient) }
            let record = RecordID.random()
            let sealed = try await seal(
                intake,
                facts,
                decision,
                as: (record, .first),
                previous: nil,
                by: author
            )
            do {
                try await write(sealed, of: row) { draft, _ in
                    try await committer.store(NewRecord(patient: row.number, draft: draft)) {
                        try await tables.records.store(draft, for: row.number)
                    }
                }
            } catch let error as VaultError where error.code != .busy {
                // What was known of the patient may be outdated: then this says better what happened to them.
                patients.forget(patient)
                _ = try await activePatient(patient)
                throw error
            }
            return StoredVersion(record: record, version: .first, isUndecided: decision.outcome == .escalate)
        }
    }

    /// Why the rules cannot say how long to keep what was just stored, in one line without the case's facts; `nil` when
    /// they can.
    ///
    /// - Throws: ``VaultError`` with `erased` or `closed`.
    public func whyUndecided(_ stored: StoredVersion) async throws -> String? {
        guard stored.isUndecided else { return nil }
        let (row, version) = try await readableVersion(stored.version, of: stored.record)
        let chart = try await chart(of: row.patient)
        guard let item = chart.items.first(where: { $0.row.slot == version.slot }) else { return nil }
        let verdict = try chart.law.ask(.retain, chart.facts(about: item), on: clock.now.day)
        return verdict.decision.outcome == .escalate ? chart.law.summary(of: verdict.decision) : nil
    }

    /// The patient as last looked up; the transaction checks that they are still active, and their tree.
    private func knownPatient(_ id: PatientID) async throws -> PatientRow {
        if let row = patients.row(of: id) { return row }
        let row = try await activePatient(id)
        patients.keep(row)
        return row
    }

    /// Stores a new version of a record; the old one stays readable.
    ///
    /// Class and facts stay unless others are given: a fact that is given replaces the earlier one of its name.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `conflict`.
    public func amend(_ record: RecordID, with intake: Intake, by staff: StaffMember?) async throws
        -> StoredVersion
    {
        try await observing(.amend) {
            try requireWritable()
            try facilities.requireRoom()
            let author = try required(staff)
            for attempt in 1... {
                let (row, version) = try await readableVersion(nil, of: record)
                let earlier = try openFacts(of: version, key: await unwrap(version).bytes)
                try Self.refuseIdentity(earlier)
                let facts = earlier.stating(intake.recordClass, intake.facts)
                try Self.refuseIdentity(facts)
                try requireStatable(facts, beside: earlier)
                let decision = try await decideStorage(
                    of: facts,
                    episode: row.episode,
                    completed: patients.person(row.patient, under: law)?.completed(
                        row.episode
                    )
                ) { row.patient }
                let next = version.version.next
                let sealed = try await seal(
                    intake,
                    facts,
                    decision,
                    as: (record, next),
                    previous: version.commitment,
                    by: author
                )
                do {
                    let assertion = FactAssertion(by: author.name, at: clock.now, reason: "amended")
                    try await journaling(intake.facts, about: version, of: row.patient, assertion) {
                        try await write(sealed, of: row.patient) { draft, _ in
                            try await tables.records.amend(draft, of: row.patient.number)
                        }
                    }
                    return StoredVersion(
                        record: record,
                        version: next,
                        isUndecided: decision.outcome == .escalate
                    )
                } catch let error as VaultError
                    where error.code == .conflict && attempt < Self.amendmentAttempts
                {
                    continue
                }
            }
            throw VaultError(.conflict, "this record is being amended by others; try again")
        }
    }

    func required(_ staff: StaffMember?) throws -> StaffMember {
        guard let staff else { throw VaultError(.denied, "storing needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        return staff
    }

    /// The identity record is made by registration alone: the tokens to find a patient by are made with it.
    static func refuseIdentity(_ facts: RecordFacts) throws {
        guard facts.recordClass != .identity else {
            throw identityRefusal
        }
    }

    static let identityRefusal = VaultError(
        .invalidInput,
        "the class identity belongs to registration; choose another class or record"
    )

    func seal(
        _ intake: Intake,
        _ facts: RecordFacts,
        _ decision: StoringDecision,
        as name: (record: RecordID, version: VersionNumber),
        previous: Commitment?,
        by author: StaffMember
    ) async throws -> SealedVersion {
        let sealer = VersionSealer(
            controller: controller.id,
            origin: controller.origin,
            blobs: blobs,
            faults: faults
        )
        let subject = VersionSealer.Subject(
            record: name.record,
            version: name.version,
            previous: previous,
            facts: facts,
            decision: decision,
            author: author,
            at: clock.now
        )
        // Where others wait for the database as well there is nothing to win by another thread.
        let committing: VersionSealer.Committing = committer.isBusy ? .atOnce : .meanwhile
        // What is in memory is sealed at once; a file may be large and slow.
        if intake.source is BytesSource {
            return try sealer.seal(intake, as: subject, committing: committing)
        }
        return try await BlockingWork.run { try sealer.seal(intake, as: subject, committing: committing) }
    }

    /// Runs the transaction that refers to a version's blobs; removes them when it surely did not happen.
    func write(
        _ sealed: SealedVersion,
        of patient: PatientRow,
        _ transaction: (VersionDraft, PatientRow) async throws -> Void
    ) async throws {
        await pauses.wait(for: patient.number)
        try await commit(sealed, of: patient, transaction)
    }

    /// The same without waiting for who plans an erasure, for those who plan one themselves.
    func commit<Value>(
        _ sealed: SealedVersion,
        of patient: PatientRow,
        _ transaction: (VersionDraft, PatientRow) async throws -> Value
    ) async throws -> Value {
        try await commit([sealed], of: patient) { drafts, row in try await transaction(drafts[0], row) }
    }

    /// The same for several versions that one transaction writes; the drafts are in their order.
    ///
    /// The transaction is made again when the patient's keys were moved meanwhile; the row it is given names their tree.
    func commit<Value>(
        _ sealed: [SealedVersion],
        of patient: PatientRow,
        _ transaction: ([VersionDraft], PatientRow) async throws -> Value
    ) async throws -> Value {
        let value: Value
        do {
            value = try await sealing(for: patient) { patient in
                let keys = try await keys.keys(of: patient.number, in: patient.tree)
                return try await transaction(
                    sealed.map {
                        $0.draft(tree: patient.tree, keys: keys, binding: binding($0.record, $0.version))
                    },
                    patient
                )
            }
        } catch let error where error is VaultError || error is KeyringError {
            for case .blob(let blob) in sealed.flatMap(\.parts).map(\.body) { try? blobs.remove(blob) }
            throw error
        }
        try faults.reach(.storeCommitted)
        return value
    }

    /// When the course of care was completed that a document is to belong to.
    ///
    /// - Throws: ``VaultError/Code/notFound`` when there is no such course.
    func completion(of number: Int32?, of patient: PatientRow) async throws -> Day? {
        guard let number else { return nil }
        let known = try await tables.patients.episodes(of: patient.number).first { $0.number == number }
        guard let known else {
            throw VaultError(
                .notFound,
                "this patient has no episode \(number); list them with `lethe episode list`"
            )
        }
        return try await completion(of: known, of: patient)
    }
}
