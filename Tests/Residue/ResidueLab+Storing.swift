import VaultModel

@testable import VaultCore

/// What is stored.
extension ResidueLab {
    mutating func admit(_ index: Int, in controller: ControllerVault) async throws {
        let person = people[index]
        guard let identifier = PatientIdentifier(person.identifier),
            let identity = PatientIdentity(
                identifiers: [identifier],
                name: person.name,
                birthDate: person.birthDate
            )
        else { throw LabProgram.Failure(description: "person \(index) has no identity") }
        let patient = try await controller.register(identity, by: ControllerVault.labStaff)
        people[index].patient = patient
        guard
            let care = EpisodeEvents(
                begun: person.completed,
                completed: person.completed,
                site: nil,
                label: person.label
            )
        else { throw LabProgram.Failure(description: "a course of care ends before it begins") }
        _ = try await controller.openEpisode(of: patient, events: care, by: ControllerVault.labStaff)
        try await store("Befund", of: index, in: controller)
        try await amend(index, 0, "Befund, ergänzt", in: controller)
        // Forms of the house's own administration follow rules of their own; the erased have none.
        if !person.fate.isWhole {
            try await store("Anschrift", of: index, as: .administrative, in: controller)
        }
        if index % 10 < 5 { try await storeImage(of: index, in: controller) }
        if person.fate == .isRestricted {
            _ = try await controller.classify(
                [people[index].documents[0].record],
                as: nil,
                stating: ["restriction.active": "true"],
                reason: person.reason,
                isConfirmed: true,
                by: ControllerVault.labStaff
            )
        }
    }

    /// Says that patients are one person.
    mutating func merge(in controller: ControllerVault) async throws {
        progress("merging patients that were registered twice")
        for index in people.indices {
            if people[index].fate.isMergedWithTheOneBefore,
                let patient = people[index].patient, let first = people[index - 1].patient
            {
                try await controller.merge(
                    patient,
                    with: first,
                    reason: people[index].reason,
                    by: ControllerVault.labStaff
                )
            }
            if people[index].fate.isWhole { try await hold(index, "true", in: controller) }
        }
    }

    /// Takes back what was no merger.
    mutating func separate(in controller: ControllerVault) async throws {
        progress("separating patients that were merged by mistake")
        for index in people.indices where people[index].fate == .isNotTheOther {
            guard let patient = people[index].patient, let first = people[index - 1].patient else { continue }
            try await controller.separate(
                patient,
                from: first,
                reason: people[index].reason,
                by: ControllerVault.labStaff
            )
        }
    }

    /// States that a patient's file must be kept, or takes that back.
    func hold(_ index: Int, _ value: String, in controller: ControllerVault) async throws {
        guard let patient = people[index].patient else { return }
        try await controller.state(
            ["hold.claim_open": value],
            about: patient,
            reason: people[index].reason,
            by: ControllerVault.labStaff
        )
    }

    mutating func seeAgain(_ index: Int, in controller: ControllerVault) async throws {
        try await store("Verlauf", of: index, in: controller)
        let last = people[index].documents.count - 1
        try await amend(index, last, "Verlauf, ergänzt", in: controller)
    }

    mutating func store(
        _ title: String,
        of index: Int,
        as recordClass: RecordClass = .clinicalCore,
        in controller: ControllerVault
    ) async throws {
        try await store(
            people[index].text(title),
            named: "\(title)",
            of: index,
            as: recordClass,
            in: controller
        )
    }

    /// A document that is too large for the database.
    private mutating func storeImage(of index: Int, in controller: ControllerVault) async throws {
        var bytes = people[index].text("Aufnahme")
        while bytes.count < 280_000 { bytes += bytes }
        try await store(bytes, named: "Aufnahme", of: index, as: .clinicalCore, in: controller)
    }

    mutating func store(
        _ content: [UInt8],
        named title: String,
        of index: Int,
        as recordClass: RecordClass,
        knownBy known: String? = nil,
        in controller: ControllerVault
    ) async throws {
        let person = people[index]
        guard let patient = person.patient else { return }
        let fileName = "\(title) \(person.name).txt"
        let facts =
            recordClass == .clinicalCore ? ["treatment.completed": person.completed.description] : [:]
        let source = known ?? "LIS-\(title)-\(70_000_000 + person.number * 7919)"
        let intake = Intake(
            source: BytesSource(content),
            name: fileName,
            facts: RecordFacts(recordClass: recordClass, facts: facts)
        )
        let record = try await `import`(intake, knownBy: source, of: patient, in: controller)
        people[index].documents.append(
            .init(record: record, fileName: fileName, source: source, contents: [content])
        )
    }

    /// Stores a document that its sender knows by an id.
    private func `import`(
        _ intake: Intake,
        knownBy source: String,
        of patient: PatientID,
        in controller: ControllerVault
    ) async throws -> RecordID {
        var items = [
            ImportItem(number: 1, owner: .patient(patient), intake: intake, sources: [source], size: 0)
        ]
        var stored: RecordID?
        var outcomes: [ImportResult.Outcome] = []
        try await controller.importing(
            by: ControllerVault.labStaff,
            next: { items.popLast() },
            report: { results in
                outcomes += results.map(\.outcome)
                for case .stored(let record) in outcomes { stored = record }
            }
        )
        guard let stored else {
            throw LabProgram.Failure(description: "a document was not imported: \(outcomes)")
        }
        return stored
    }

    private mutating func amend(
        _ index: Int,
        _ document: Int,
        _ title: String,
        in controller: ControllerVault
    ) async throws {
        let content = people[index].text(title)
        let name = people[index].documents[document].fileName
        _ = try await controller.amend(
            people[index].documents[document].record,
            with: Intake(source: BytesSource(content), name: name, facts: nil),
            by: ControllerVault.labStaff
        )
        people[index].documents[document].contents.append(content)
    }
}
