internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// What a member of staff states by naming a purpose of care: that they take part in the patient's treatment.
    private static let care: Set<Purpose> = [.diagnosis, .treatment, .careManagement, .emergency]

    /// Asks the rulebook whether somebody may see a record of these facts.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the sentences and citations of the rules.
    func require(_ reader: Reader, mayOpen facts: RecordFacts) throws {
        var known = try recordFacts(facts)
        known["purpose"] = .word(reader.purpose.rawValue)
        known["requester.role"] = .word("staff")
        known["actor.own_staff"] = .yesNo(true)
        known["actor.secrecy_duty"] = .yesNo(true)
        known["actor.treats_subject"] = .yesNo(Self.care.contains(reader.purpose))
        let decision = try law.decide(.disclose, known, on: clock.now.day)
        // Whatever is not allowed outright is denied.
        guard decision.outcome == .permit || decision.outcome == .permitWithConditions else {
            throw VaultError(.denied, law.summary(of: decision))
        }
    }

    /// A record's own facts as the rules know them.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` for one that the vocabulary does not have.
    func recordFacts(_ facts: RecordFacts) throws -> [String: FactValue] {
        var known = try Law.values(
            facts.facts,
            of: facts.recordClass == .identity ? [.record, .episode, .patient] : [.record, .episode],
            in: law.rulebook.vocabulary
        )
        known["record.class"] = .word(facts.recordClass.rawValue)
        return known
    }

    /// Refuses to store what lacks a fact of its own that its retention will be counted from.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` naming the facts.
    func requireFacts(_ facts: RecordFacts) throws {
        let decision = try law.decide(.retain, recordFacts(facts), on: clock.now.day)
        let definitions = decision.missing.compactMap { law.rulebook.vocabulary.facts[$0] }
        let needed = definitions.filter { $0.source == .record && $0.name != "record.class" }
        guard needed.isEmpty else {
            let list = needed.map { "\($0.plain) (--fact \($0.name)=...)" }.sorted()
            throw VaultError(
                .invalidInput,
                "the law counts from a fact that is missing: \(list.joined(separator: ", "))"
            )
        }
    }

    /// What an erasure would take and what stays, record by record with the law; changes nothing.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func planErasure(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember?
    ) async throws -> ErasurePlan {
        _ = try Reader(staff, for: .administration)
        switch scope {
        case .patient(let id):
            let row = try await activePatient(id)
            let serial = try await tables.patients.nextSerial(of: row.number)
            let versions = try await tables.records.currentVersions(of: row.number)
            var plan = try await lines(versions, of: row, request)
            let stays = plan.contains { $0.decision != nil && !$0.isErased }
            plan = plan.map { line in
                line.decision == nil
                    ? .init(
                        record: line.record,
                        versions: line.versions,
                        decision: nil,
                        reason: line.reason,
                        isErased: !stays
                    ) : line
            }
            let erased = plan.filter(\.isErased).map(\.record.record)
            return ErasurePlan(
                lines: plan,
                scope: stays ? (erased.isEmpty ? nil : .records(erased)) : .patient(id),
                nextSerial: serial
            )
        case .records(let ids):
            guard !ids.isEmpty else {
                throw VaultError(.invalidInput, "name at least one record to erase")
            }
            var plan: [ErasurePlan.Line] = []
            for id in Set(ids) {
                let (record, version) = try await readableVersion(nil, of: id)
                plan += try await lines([version], of: record.patient, request)
            }
            if let identity = plan.first(where: { $0.decision == nil }) {
                throw VaultError(
                    .invalidInput,
                    "record \(identity.record.record) says who the patient is and goes with the patient: `lethe patient erase`"
                )
            }
            let erased = plan.filter(\.isErased).map(\.record.record)
            return ErasurePlan(
                lines: plan,
                scope: erased.isEmpty ? nil : .records(erased),
                nextSerial: nil
            )
        }
    }

    /// Asks the rulebook about each of a patient's records.
    private func lines(
        _ versions: [VersionRow],
        of patient: PatientRow,
        _ request: ErasureRequest
    ) async throws -> [ErasurePlan.Line] {
        let today = clock.now.day
        let asked = try Law.values(request.facts, of: [.request, .hold], in: law.rulebook.vocabulary)
        let shared: [String: FactValue] = [
            "request.kind": .word("erasure"), "request.received": .day(today),
            "requester.role": .word("patient"),
        ].merging(try await patientFacts(of: patient)) { _, known in known }.merging(asked) { _, given in
            given
        }
        let completed = try await completions(of: patient)
        return try await versions.asyncMap { version in
            let opened = try open(version, key: await unwrap(version).bytes)
            guard opened.facts.recordClass != .identity else {
                return .init(
                    record: opened,
                    versions: Int(version.version.rawValue),
                    decision: nil,
                    reason: "Who the patient is goes last, when nothing else of theirs must stay.",
                    isErased: false
                )
            }
            var facts = shared
            if let episode = version.episode, let day = completed[episode] {
                facts["treatment.completed"] = .day(day)
            }
            facts.merge(try recordFacts(opened.facts)) { _, own in own }
            let decision = try law.decide(.erase, facts, on: today)
            return .init(
                record: opened,
                versions: Int(version.version.rawValue),
                decision: decision,
                reason: law.summary(of: decision),
                isErased: decision.outcome == .erase
                    && (request.isConfirmed || !decision.needsConfirmation)
            )
        }
    }

    /// What the identity record says about the patient, and when the file was last added to.
    private func patientFacts(of patient: PatientRow) async throws -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        var lastEntry: Day?
        for version in try await tables.records.currentVersions(of: patient.number) {
            let key = try await unwrap(version)
            let opened = try open(version, key: key.bytes)
            guard opened.facts.recordClass == .identity else {
                lastEntry = max(lastEntry ?? opened.metadata.storedAt.day, opened.metadata.storedAt.day)
                continue
            }
            facts.merge(try recordFacts(opened.facts)) { _, own in own }
            facts["record.class"] = nil
            if let birth = try await openIdentity(in: version, opened, key: key).birthDate {
                facts["subject.birth"] = .day(birth)
            }
        }
        if let lastEntry, facts["file.last_entry"] == nil { facts["file.last_entry"] = .day(lastEntry) }
        return facts
    }

    /// Opens an identity record for the rules.
    private func openIdentity(in version: VersionRow, _ opened: OpenedVersion, key: SharedSecret) async throws
        -> PatientIdentity
    {
        guard let part = try await tables.records.parts(at: version.slot).first else {
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
