internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Duties that must be done before a record goes, and that nobody can do in this vault yet.
    static let unknownDuties: Set = [
        "anonymise", "archive_definitively", "copy_key_to_custodian", "leave_trace", "move_key_to_custodian",
        "move_to_right_patient",
    ]

    /// What an erasure would take and what stays, record by record with the law; changes nothing.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func planErasure(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember?
    ) async throws -> ErasurePlan {
        let reader = try requireReader(staff, for: .administration)
        let day = clock.now.day
        let law = law(on: day)
        switch scope {
        case .patient(let id):
            let patients = try await numbers(of: activePatient(id))
            var lines: [ErasurePlan.Line] = []
            var serials: [PatientNumber: Int32] = [:]
            for patient in patients {
                let (more, serial) = try await self.lines(
                    of: patient,
                    request,
                    shownTo: reader,
                    by: law,
                    on: day
                )
                lines += more
                serials[patient.number] = serial
            }
            let whole: ShredScope = patients.count == 1 ? .patient(id) : .person(patients.map(\.id))
            let staying = lines.filter { !$0.isErased }
            // Who the patient is goes last; the rules have their say about it, too.
            let isWhole = staying.allSatisfy(\.isIdentity) && lines.allSatisfy(\.isAllowed)
            let plan = lines.map { $0.isIdentity ? $0.erased(isWhole) : $0 }
            let erased = plan.filter(\.isErased).map(\.record.record)
            return ErasurePlan(
                lines: plan,
                scope: isWhole ? whole : erased.isEmpty ? nil : .records(erased),
                serials: serials,
                rulebook: law.reference
            )
        case .versions:
            throw VaultError(
                .invalidInput,
                "single versions of a record go when it is corrected: `lethe record rectify`"
            )
        case .person:
            throw VaultError(.invalidInput, "name one of the person's numbers; the others go with it")
        case .moved:
            throw VaultError(
                .invalidInput,
                "what stands in a wrong patient's file is moved: `lethe record move`"
            )
        case .records(let ids):
            guard !ids.isEmpty else {
                throw VaultError(.invalidInput, "name at least one record to erase")
            }
            var plan: [ErasurePlan.Line] = []
            var serials: [PatientNumber: Int32] = [:]
            let records = try await Set(ids).asyncMap { try await readableVersion(nil, of: $0).0 }
            let patients = Dictionary(grouping: records, by: \.patient.number)
            for (number, records) in patients.sorted(by: { $0.key < $1.key }) {
                let links = try await tables.records.links(of: number)
                let wanted = ErasurePlan.withStatements(Set(records.map(\.id)), links)
                let (lines, serial) = try await lines(
                    of: records[0].patient,
                    request,
                    shownTo: reader,
                    by: law,
                    on: day
                )
                plan += lines.filter { wanted.contains($0.record.record) }
                serials[number] = serial
            }
            if let identity = plan.first(where: \.isIdentity) {
                throw VaultError(
                    .invalidInput,
                    "record \(identity.record.record) says who the patient is and goes with the patient: `lethe patient erase`"
                )
            }
            let erased = plan.filter(\.isErased).map(\.record.record)
            return ErasurePlan(
                lines: plan,
                scope: erased.isEmpty ? nil : .records(erased),
                serials: serials,
                rulebook: law.reference
            )
        }
    }

    /// Asks the rulebook about every version of a patient, and tells what that means for each record.
    ///
    /// - Returns: The lines, in the order the records were stored, and the counter that tells whether anything changed since.
    private func lines(
        of patient: PatientRow,
        _ request: ErasureRequest,
        shownTo reader: Reader,
        by law: Law,
        on day: Day
    ) async throws -> (lines: [ErasurePlan.Line], serial: Int32) {
        let chart = try await chart(of: patient, under: law)
        let asked = try Law.values(request.facts, of: [.request, .hold, .event], in: law.rulebook.vocabulary)
            .merging(["request.kind": .word("erasure")]) { given, _ in given }
        let links = try await tables.records.links(of: patient.number)
        let versions = Self.linked(
            try chart.items.map { item in
                let version = try open(item.row, key: item.key.bytes)
                // What goes is told to who decides it, in words only as far as they may see it.
                let mayBeSeen = try? disclosure(of: item, of: chart.person, to: reader).isPermit
                return mayBeSeen == true ? version : version.withoutWords
            },
            by: links
        )
        let known = chart.items.map { law.adding(asked, to: chart.facts(about: $0)) }
        let answers = try zip(chart.items, known).map { item, known in
            try Self.answer(request, knowing: known, unknown: chart.unknown(about: item), by: law, on: day)
        }
        let judged = zip(chart.items, answers).map { JudgedVersion($0.row, $1.verdict) }
        let records = Dictionary(grouping: versions.indices, by: { versions[$0].record }).values
        let lines = try records.sorted { $0[0] < $1[0] }.compactMap { indices -> ErasurePlan.Line? in
            let indices = indices.sorted { versions[$0].version < versions[$1].version }
            guard let newest = indices.last else { return nil }
            // A record goes only when every one of its versions may.
            let strictest = indices.first { !answers[$0].isAllowed } ?? newest
            return ErasurePlan.Line(
                record: versions[newest],
                versions: indices.count,
                decision: answers[strictest].verdict.decision,
                reason: answers[strictest].reason,
                isAllowed: answers[strictest].isAllowed,
                asked: try law.notices(of: "erasure_asked", about: known[newest], on: day),
                done: try law.notices(of: "erasure_done", about: known[newest], on: day),
                judged: indices.map { judged[$0] },
                refused: answers[strictest].isAllowed ? nil : judged[strictest]
            )
        }
        return (ErasurePlan.together(lines, links), patient.serial)
    }

    /// Asks the rulebook about one version.
    private static func answer(
        _ request: ErasureRequest,
        knowing facts: [String: FactValue],
        unknown: [String],
        by law: Law,
        on day: Day
    ) throws -> (verdict: Verdict, reason: String, isAllowed: Bool) {
        let verdict = try law.ask(.erase, facts, on: day)
        let decision = verdict.decision
        let missing = Set(decision.obligations.map(\.duty)).intersection(unknownDuties)
        let summary = law.summary(of: decision)
        guard unknown.isEmpty else { return (verdict, Law.refusal(ofUnknown: unknown), false) }
        guard decision.outcome == .erase else { return (verdict, summary, false) }
        guard missing.isEmpty else {
            let duties = missing.sorted().map { $0.replacing("_", with: " ") }.joined(separator: ", ")
            return (
                verdict,
                "It stays: the law wants something done first that this vault cannot do yet (\(duties)). \(summary)",
                false
            )
        }
        guard request.isConfirmed || !decision.needsConfirmation else {
            let why = decision.confirmations.joined(separator: "; ")
            return (verdict, "It stays until a person confirms it (--confirmed): \(why). \(summary)", false)
        }
        return (verdict, summary, true)
    }
}
