internal import VaultCrypto
public import VaultModel

/// Patients of whom an older database that was put back does not say who they are: what was wrong is erased, what was right
/// is lost.
extension ControllerVault {
    /// Patients without a name, by number.
    ///
    /// - Parameter limit: The most of them.
    public func unnamedPatients(limit: Int = 1000) async throws -> [PatientID] {
        try await tables.patients.unnamed(limit: limit)
    }

    /// Says again who a patient is: a new record, and what they are found by from now on.
    ///
    /// ## Guarantee
    /// When this returns, both are durable. It never changes a record that is there.
    /// - Throws: ``VaultError`` with `alreadyExists` when it is known who the patient is, or when an identifier finds
    ///   somebody else; `denied`, `notFound`, `erased` or `closed`.
    public func identify(_ patient: PatientID, as identity: PatientIdentity, by staff: StaffMember?)
        async throws
    {
        try requireWritable()
        let author = try required(staff)
        try requireReached(identity.birthDate, "the date of birth")
        try requireReached(identity.deathDate, "the date of death")
        // Before the gate: who has them paused may wait for the shred gate, and who holds that one for this.
        let number = try await activePatient(patient).number
        await pauses.wait(for: number)
        try await registrationGate.pass {
            let row = try await activePatient(patient)
            guard let lost = row.identity, try await tables.records.wasErased(lost, version: nil) else {
                throw VaultError(
                    .alreadyExists,
                    "it is known who this patient is; correct that with `lethe patient rectify`"
                )
            }
            let facts = RecordFacts(recordClass: .identity)
            let sealed = try await seal(
                identity.intake,
                facts,
                try await decideStorage(of: facts, episode: nil, completed: nil, patient: nil),
                as: (.random(), .first),
                previous: nil,
                by: author
            )
            try await commit(sealed, of: row) { draft, row in
                try await tables.patients.identify(
                    PatientDraft(
                        patient: row.identified(by: draft.record),
                        search: search(for: identity, of: row),
                        identity: draft
                    ),
                    inPlaceOf: lost
                )
            }
            patients.forget(row.number)
        }
    }
}
