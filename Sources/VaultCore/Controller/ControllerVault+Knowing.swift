internal import Keyring
internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Opens what the rules need to know about a patient's file; names and contents stay closed.
    ///
    /// Opening facts is not reading: they reach the rules and what explains them, and nobody else.
    /// - Parameter law: The rules that will be asked; nil for those in force now.
    func chart(of patient: PatientRow, under law: Law? = nil) async throws -> Chart {
        guard let file = try await tables.charts.files(of: [patient]).first else {
            throw VaultError(.damaged, "this patient has no file")
        }
        return try await chart(of: file, under: law)
    }

    /// The same from a file that was read, with what is known under the person's other numbers.
    func chart(of file: PatientFile, under law: Law? = nil) async throws -> Chart {
        let law = law ?? self.law
        let own = try await ownChart(of: file, under: law)
        let others = try await others(beside: file.patient)
        guard !others.isEmpty else { return own }
        let beside = try await tables.charts.files(of: others).asyncMap {
            try await ownChart(of: $0, under: law)
        }
        return Chart(
            of: file.patient,
            knowing: own.person.together(with: beside.map(\.person)),
            items: own.items,
            beside: beside
        )
    }

    /// The person's other numbers.
    private func others(beside patient: PatientRow) async throws -> [PatientRow] {
        guard let person = patient.person else { return [] }
        return try await tables.patients.numbers(of: person).filter {
            $0.number != patient.number && $0.state == .active
        }
    }

    /// A file under one number.
    private func ownChart(of file: PatientFile, under law: Law) async throws -> Chart {
        let patient = file.patient
        let identity = file.versions.filter { $0.record == patient.identity }.max { $0.slot < $1.slot }
        let person: Person
        if let identity {
            person = try await self.person(patient, identity, file.identity, file.episodes, under: law)
        } else {
            person = try await unidentified(patient, file.episodes, under: law)
        }
        return Chart(
            of: patient,
            knowing: person,
            items: try await items(file.versions, under: law)
        )
    }

    /// A version as these rules know it.
    func item(_ row: VersionRow, under law: Law) async throws -> Chart.Item {
        let key = try await unwrap(row)
        return law.item(row, stating: try openFacts(of: row, key: key.bytes), key: key)
    }

    /// What is known about a patient, whatever record the rules are asked about: the person's facts, what stands on their
    /// whole file, and when each course of care was completed.
    ///
    /// Who asks the rules about the person asks those that this names: others may be in force a moment later.
    /// - Parameter patient: As they are now; their serial tells whether what was read before still holds.
    func person(of patient: PatientRow) async throws -> Person {
        let law = self.law
        let own = try await ownPerson(of: patient, under: law)
        let others = try await others(beside: patient)
        guard !others.isEmpty else { return own }
        return own.together(with: try await others.asyncMap { try await otherPerson(of: $0, under: law) })
    }

    /// What is known under another number of the person; nothing in an old copy, when that number alone was erased since.
    private func otherPerson(of patient: PatientRow, under law: Law) async throws -> Person {
        do {
            return try await ownPerson(of: patient, under: law)
        } catch let error as KeyringError where error.code == .punctured {
            return Person(unidentified: patient.serial, law: law, completed: [:])
        }
    }

    /// What is known under one number.
    private func ownPerson(of patient: PatientRow, under law: Law) async throws -> Person {
        if let known = patients.person(patient, under: law) { return known }
        return try await patients.keepingPerson(patient.number) {
            let episodes = try await tables.patients.episodes(of: patient.number)
            guard let identity = patient.identity,
                let (_, row) = try await tables.records.version(nil, of: identity)
            else { return try await unidentified(patient, episodes, under: law) }
            return try await person(
                patient,
                row,
                tables.records.parts(at: row.slot).first,
                episodes,
                under: law
            )
        }
    }

    /// Somebody whose identity was corrected after a database was made that was put back later: what was wrong is
    /// erased, what was right is lost.
    private func unidentified(_ patient: PatientRow, _ episodes: [EpisodeRow], under law: Law) async throws
        -> Person
    {
        // The office is nobody: nothing is known about it, and nobody's rights stand against what it keeps.
        if patient.number == .office {
            return Person(
                serial: patient.serial,
                law: law,
                facts: [:],
                holds: [],
                unknown: [],
                completed: [:]
            )
        }
        guard let identity = patient.identity, try await tables.records.wasErased(identity, version: nil)
        else {
            throw VaultError(.damaged, "this patient has no identity record")
        }
        return Person(
            unidentified: patient.serial,
            law: law,
            completed: try await completions(of: episodes, of: patient)
        )
    }

    /// The newest version of the record that says who a patient is.
    func identityVersion(of patient: PatientRow) async throws -> VersionRow {
        guard let identity = patient.identity,
            let (_, row) = try await tables.records.version(nil, of: identity)
        else { throw VaultError(.damaged, "this patient has no identity record") }
        return row
    }

    private func person(
        _ patient: PatientRow,
        _ row: VersionRow,
        _ part: PartRow?,
        _ episodes: [EpisodeRow],
        under law: Law
    ) async throws -> Person {
        let completed = try await completions(of: episodes, of: patient)
        let key: SharedSecret
        do {
            key = try await unwrap(row)
        } catch let error as KeyringError where error.code == .punctured {
            return Person(unidentified: patient.serial, law: law, completed: completed)
        }
        let opened = try open(row, key: key.bytes)
        let (known, unknown) = law.known(opened.facts)
        let vocabulary = law.rulebook.vocabulary.facts
        var facts = known.filter { fact in
            vocabulary[fact.key].map { Law.aboutPersons.contains($0.source) } ?? false
        }
        // What was stated later stands before what was registered.
        let identity = try await openIdentity(in: row, opened, part, key: key)
        let registered = ["subject.birth": identity.birthDate, "subject.death": identity.deathDate]
        for case (let name, let day?) in registered where facts[name] == nil && vocabulary[name] != nil {
            facts[name] = .day(day)
        }
        return Person(
            serial: patient.serial,
            law: law,
            facts: facts,
            holds: Set(
                facts.filter { vocabulary[$0.key]?.source == .hold && $0.value == .yesNo(true) }.keys
            ),
            unknown: unknown,
            completed: completed
        )
    }

    /// Opens an identity record for the rules.
    func openIdentity(
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
            key: key,
            context: context(version.record, version.version, .part(0)),
            ticket: ticket
        ) { resource += $0 }
        return try PatientIdentity(resource: resource)
    }
}
