internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Opens what the rules need to know about a patient's file; names and contents stay closed.
    ///
    /// Opening facts is not reading: they reach the rules and what explains them, and nobody else.
    func chart(of patient: PatientRow) async throws -> Chart {
        guard let file = try await tables.charts.files(of: [patient]).first else {
            throw VaultError(.damaged, "this patient has no file")
        }
        return try await chart(of: file)
    }

    /// The same from a file that was read.
    func chart(of file: PatientFile) async throws -> Chart {
        let patient = file.patient
        guard
            let identity = file.versions.filter({ $0.record == patient.identity }).max(by: {
                $0.slot < $1.slot
            })
        else { throw VaultError(.damaged, "this patient has no identity record") }
        let subject = try await subjectFacts(in: identity, file.identity)
        let completed = try await completions(of: file.episodes, of: patient)
        return Chart(
            of: patient,
            knowing: subject,
            items: try await file.versions.asyncMap { row in
                let key = try await unwrap(row)
                let facts = try openFacts(of: row, key: key.bytes)
                return Chart.Item(
                    row: row,
                    key: key,
                    recordClass: facts.recordClass,
                    own: storedFacts(facts),
                    completed: row.episode.flatMap { completed[$0] }
                )
            }
        )
    }

    /// What the identity record says about the person, such as the days of birth and death.
    func subjectFacts(of patient: PatientRow) async throws -> [String: FactValue] {
        guard let identity = patient.identity,
            let (_, row) = try await tables.records.version(nil, of: identity)
        else { throw VaultError(.damaged, "this patient has no identity record") }
        return try await subjectFacts(in: row, tables.records.parts(at: row.slot).first)
    }

    private func subjectFacts(in row: VersionRow, _ part: PartRow?) async throws -> [String: FactValue] {
        let key = try await unwrap(row)
        let opened = try open(row, key: key.bytes)
        let vocabulary = law.rulebook.vocabulary
        var facts = storedFacts(opened.facts).filter { vocabulary.facts[$0.key]?.source == .patient }
        if let birth = try await openIdentity(in: row, opened, part, key: key).birthDate {
            facts["subject.birth"] = .day(birth)
        }
        return facts
    }

    /// Opens an identity record for the rules.
    private func openIdentity(
        in version: VersionRow,
        _ opened: OpenedVersion,
        _ part: PartRow?,
        key: SharedSecret
    ) async throws -> PatientIdentity {
        guard let part else {
            throw VaultError(.damaged, "an identity record has no content")
        }
        let ticket = evictions.enter(version.slot)
        defer { evictions.leave(ticket) }
        let size = opened.metadata.parts.first?.size ?? 0
        var resource: [UInt8] = []
        try await stream(
            part,
            size: size,
            bounds: 0..<size,
            key: key.bytes,
            context: context(version.record, version.version, .part(0)),
            ticket: ticket
        ) { resource += $0 }
        return try PatientIdentity(resource: resource)
    }
}
