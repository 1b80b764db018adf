internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How often an amendment that lost a race is sealed again before the caller hears of it.
    private static let amendmentAttempts = 5

    /// Stores a document as a new record of a patient.
    ///
    /// Returns once the record is durable; its place in the ledger follows with the next batch.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func store(_ intake: Intake, for patient: PatientID, by staff: StaffMember?) async throws
        -> StoredVersion
    {
        try requireWritable()
        _ = try Permit.grant(.store(by: staff), by: policy)
        let author = try Self.required(staff)
        let facts = intake.facts ?? RecordFacts()
        try Self.refuseIdentity(facts)
        let row = try await activePatient(patient)
        try await checkEpisode(intake.episode, of: row)
        let record = RecordID.random()
        let draft = try await draft(intake, facts, as: (record, .first), previous: nil, of: row, by: author)
        try await write(draft) { try await tables.records.store(draft, for: row.number) }
        return StoredVersion(record: record, version: .first)
    }

    /// Stores a new version of a record; the old one stays readable.
    ///
    /// Class and facts stay unless others are given.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `conflict`.
    public func amend(_ record: RecordID, with intake: Intake, by staff: StaffMember?) async throws
        -> StoredVersion
    {
        try requireWritable()
        let permit = try Permit.grant(.store(by: staff), by: policy)
        let author = try Self.required(staff)
        if let facts = intake.facts { try Self.refuseIdentity(facts) }
        for attempt in 1... {
            let (row, version) = try await readableVersion(nil, of: record)
            let patientKeys = try await keys.keys(of: row.patient.number, in: row.patient.tree)
            let facts = try open(version, key: unwrap(version, keys: patientKeys, permit: permit).bytes).facts
            try Self.refuseIdentity(facts)
            let next = version.version.next
            let draft = try await draft(
                intake,
                intake.facts ?? facts,
                as: (record, next),
                previous: version.commitment,
                of: row.patient,
                by: author
            )
            do {
                try await write(draft) { try await tables.records.amend(draft, of: row.patient.number) }
                return StoredVersion(record: record, version: next)
            } catch let error as VaultError where error.code == .conflict && attempt < Self.amendmentAttempts
            {
                continue
            }
        }
        throw VaultError(.conflict, "this record is being amended by others; try again")
    }

    static func required(_ staff: StaffMember?) throws -> StaffMember {
        guard let staff else { throw VaultError(.denied, "this needs a member of staff (--as NAME)") }
        return staff
    }

    /// The identity record is made by registration alone: the tokens to find a patient by are made with it.
    private static func refuseIdentity(_ facts: RecordFacts) throws {
        guard facts.recordClass != .identity else {
            throw VaultError(
                .invalidInput,
                "the class identity belongs to registration; choose another class or record"
            )
        }
    }

    func draft(
        _ intake: Intake,
        _ facts: RecordFacts,
        as name: (record: RecordID, version: VersionNumber),
        previous: Commitment?,
        of patient: PatientRow,
        by author: StaffMember
    ) async throws -> VersionDraft {
        let patientKeys = try await keys.keys(of: patient.number, in: patient.tree)
        let binding = binding(name.record, name.version)
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
            author: author,
            at: clock.now
        )
        return try sealer.seal(intake, as: subject) { slot in try patientKeys.key(of: slot, for: binding) }
    }

    /// Runs the transaction that refers to a draft's blobs; removes them when it surely did not happen.
    func write(_ draft: VersionDraft, _ transaction: () async throws -> Void) async throws {
        do {
            try await transaction()
        } catch let error as VaultError {
            for case .blob(let blob) in draft.parts.map(\.body) { try? blobs.remove(blob) }
            throw error
        }
        try faults.reach(.storeCommitted)
    }

    private func checkEpisode(_ number: Int32?, of patient: PatientRow) async throws {
        guard let number else { return }
        let known = try await tables.patients.episodes(of: patient.number).contains { $0.number == number }
        guard known else {
            throw VaultError(
                .notFound,
                "this patient has no episode \(number); list them with `lethe episode list`"
            )
        }
    }
}
