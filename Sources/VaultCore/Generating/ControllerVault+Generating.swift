internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How many patients are registered in one transaction.
    private static let registeredTogether = 500

    /// Fills a controller with an invented house, by the ways that documents come in by at any time.
    ///
    /// - Parameter progress: Is told now and then how many records are stored.
    /// - Throws: ``VaultError/Code/denied`` where real patients may be.
    public func generate(
        _ house: GeneratedHouse,
        by staff: StaffMember?,
        progress: (Int) async throws -> Void
    ) async throws {
        try requireWritable()
        let author = try required(staff)
        if !isRehearsal { try await requireNobody() }
        var page: [PatientID] = []
        var first = 0
        var (patient, number, stored) = (0, 1, 0)
        try await importing(by: author) {
            while patient < house.patients {
                if patient == first + page.count {
                    first = patient
                    let end = min(first + Self.registeredTogether, house.patients)
                    page = try await register((first..<end).compactMap(house.identity), by: author)
                    stored += page.count
                }
                if number < house.records(of: patient) {
                    number += 1
                    return Self.item(house, number - 1, of: patient, page[patient - first])
                }
                (patient, number) = (patient + 1, 1)
            }
            return nil
        } report: { results in
            for result in results {
                guard case .refused(let reason) = result.outcome else { continue }
                throw VaultError(.unusable, "an invented document was refused: \(reason)")
            }
            stored += results.count
            try await progress(stored)
        }
    }

    /// Refuses a controller in which somebody real may be.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    public func requireNobody() async throws {
        guard try await tables.invariants.counts().patients == 0 else {
            throw VaultError(
                .denied,
                "invented patients come only into a rehearsal or a vault without patients; make one with `lethe vault init`"
            )
        }
    }

    private static func item(
        _ house: GeneratedHouse,
        _ number: Int,
        of patient: Int,
        _ id: PatientID
    ) -> ImportItem {
        ImportItem(
            number: number,
            owner: .patient(id),
            intake: house.document(number, of: patient),
            sources: [],
            size: 1600
        )
    }

    /// Registers patients in one transaction, all of them or none.
    private func register(_ identities: [PatientIdentity], by author: StaffMember) async throws -> [PatientID]
    {
        try await registrationGate.pass {
            let tree = try await tables.patients.controller().tree
            let first = try await nextNumbers(identities.count)
            let facts = RecordFacts(recordClass: .identity)
            let decision = try await decideStorage(of: facts, episode: nil, completed: nil, patient: nil)
            let index = try await facilities.keySafe.indexKeys()
            var patients: [(row: PatientRow, identity: PatientIdentity, sealed: SealedVersion)] = []
            for (offset, identity) in identities.enumerated() {
                guard let number = PatientNumber(first.rawValue + UInt64(offset)) else {
                    throw VaultError(.unusable, "this controller has no patient number left")
                }
                let record = RecordID.random()
                let row = PatientRow(
                    number: number,
                    id: .random(),
                    tree: tree,
                    state: .active,
                    serial: 1,
                    identity: record
                )
                let sealed = try await seal(
                    identity.intake,
                    facts,
                    decision,
                    as: (record, .first),
                    previous: nil,
                    by: author
                )
                patients.append((row, identity, sealed))
            }
            try await keys.withKeys(of: patients.map { ($0.row.number, tree) }) { [patients] keys in
                try await tables.patients.register(
                    zip(patients, keys).map { patient, keys in
                        PatientDraft(
                            patient: patient.row,
                            search: search(for: patient.identity, of: patient.row, under: index, with: keys),
                            identity: patient.sealed.draft(
                                tree: tree,
                                keys: keys,
                                binding: binding(patient.sealed.record, patient.sealed.version)
                            )
                        )
                    }
                )
            }
            return patients.map(\.row.id)
        }
    }
}
