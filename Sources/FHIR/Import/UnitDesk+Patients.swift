internal import VaultCore
internal import VaultModel

/// Who the patients of a unit are.
extension UnitDesk {
    /// Finds or registers the patients that entries of the unit are about; all are found before any is registered.
    mutating func findPatients() async throws {
        var identities: [Int: PatientIdentity] = [:]
        let needed = Set(owners.values.compactMap { if case .entry(let entry) = $0 { entry } else { nil } })
        for number in needed.sorted() {
            if let patient = stored[number]?.patient {
                patients[number] = patient
                continue
            }
            guard let subject = subjects[number], let resource = subject.resource, owners[number] != nil
            else {
                continue
            }
            do {
                let identity = try PatientResource.identity(of: resource, at: run.names.address(of: subject))
                identities[number] = identity
                patients[number] = try await run.vault.patient(knownAs: identity, by: run.staff)
            } catch let error as FHIRError {
                try await refuse(number, error)
            } catch let error as VaultError where error.code == .conflict {
                try await refuse(number, FHIRError(.severalPatients, error.message))
            }
        }
        for number in needed.sorted() where patients[number] == nil && owners[number] != nil {
            guard let identity = identities[number] else { continue }
            do {
                // Two entries of one unit may be about the same patient.
                if let patient = try await run.vault.patient(knownAs: identity, by: run.staff) {
                    patients[number] = patient
                } else {
                    patients[number] = try await run.vault.register(identity, by: run.staff)
                    run.noteRegistered()
                }
            } catch let error as VaultError
                where [.conflict, .alreadyExists, .invalidInput].contains(error.code)
            {
                try await refuse(number, FHIRError(.severalPatients, error.message))
            }
        }
    }
}
