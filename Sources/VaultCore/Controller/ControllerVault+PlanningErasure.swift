internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// Duties that must be done before a record goes, and that nobody can do in this vault yet.
    private static let unknownDuties: Set = [
        "anonymise", "archive_definitively", "copy_key_to_custodian", "leave_trace", "move_key_to_custodian",
        "move_to_right_patient",
    ]

    /// Days of a course of care that may be stated with each document; the latest one of the whole file counts.
    private static let latestOfTheFile: Set = ["care.last_seen", "file.last_entry"]

    /// What an erasure would take and what stays, record by record with the law; changes nothing.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `invalidInput`.
    public func planErasure(
        _ scope: ShredScope,
        _ request: ErasureRequest,
        by staff: StaffMember?
    ) async throws -> ErasurePlan {
        let reader = try Reader(staff, for: .administration)
        switch scope {
        case .patient(let id):
            let patient = try await activePatient(id)
            let (lines, serial) = try await lines(of: patient, request, shownTo: reader)
            let staying = lines.filter { !$0.isErased }
            // Who the patient is goes last; the rules have their say about it, too.
            let isWhole = staying.allSatisfy(\.isIdentity) && lines.allSatisfy(\.isAllowed)
            let plan = lines.map { $0.isIdentity ? $0.erased(isWhole) : $0 }
            let erased = plan.filter(\.isErased).map(\.record.record)
            return ErasurePlan(
                lines: plan,
                scope: isWhole ? .patient(id) : erased.isEmpty ? nil : .records(erased),
                serials: [patient.number: serial]
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
                let wanted = Set(records.map(\.id))
                let (lines, serial) = try await lines(of: records[0].patient, request, shownTo: reader)
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
            return ErasurePlan(lines: plan, scope: erased.isEmpty ? nil : .records(erased), serials: serials)
        }
    }

    /// A version opened for the rules, with its key.
    private typealias Opened = (row: VersionRow, version: OpenedVersion, key: SharedSecret)

    /// Asks the rulebook about every version of a patient, and tells what that means for each record.
    ///
    /// - Returns: The lines, in the order the records were stored, and the counter that tells whether anything changed since.
    private func lines(
        of patient: PatientRow,
        _ request: ErasureRequest,
        shownTo reader: Reader
    ) async throws -> (lines: [ErasurePlan.Line], serial: Int32) {
        let serial = try await tables.patients.nextSerial(of: patient.number)
        let chart: [Opened] = try await tables.records.allVersions(of: patient.number).asyncMap { row in
            let key = try await unwrap(row)
            let version = try open(row, key: key.bytes)
            try require(reader, mayOpen: version.facts)
            return (row, version, key)
        }
        let asked = try Law.values(request.facts, of: [.request, .hold], in: law.rulebook.vocabulary)
        let shared = try await patientFacts(in: chart).merging(asked) { _, given in given }
            .merging(["request.kind": .word("erasure")]) { given, _ in given }
        let completed = try await completions(of: patient)
        let decisions = try chart.map { opened in
            try decide(about: opened, knowing: shared, completed: completed, of: chart, request)
        }
        let versions = Dictionary(grouping: chart.indices, by: { chart[$0].version.record })
        let records = versions.values.sorted { $0[0] < $1[0] }
        let lines = records.compactMap { indices -> ErasurePlan.Line? in
            let indices = indices.sorted { chart[$0].version.version < chart[$1].version.version }
            guard let newest = indices.last else { return nil }
            // A record goes only when every one of its versions may.
            let strictest = indices.first { !decisions[$0].isAllowed } ?? newest
            return ErasurePlan.Line(
                record: chart[newest].version,
                versions: indices.count,
                decision: decisions[strictest].decision,
                reason: decisions[strictest].reason,
                isAllowed: decisions[strictest].isAllowed
            )
        }
        return (lines, serial)
    }

    /// Asks the rulebook about one version.
    private func decide(
        about opened: Opened,
        knowing shared: [String: FactValue],
        completed: [Int32: Day],
        of chart: [Opened],
        _ request: ErasureRequest
    ) throws -> (decision: Decision, reason: String, isAllowed: Bool) {
        var facts = shared
        let own = try recordFacts(opened.version.facts)
        facts.merge(own) { _, own in own }
        for name in Self.latestOfTheFile { facts[name] = shared[name] }
        let ends: [FactValue]
        if opened.version.facts.recordClass == .identity {
            // The end of the last course of care, and unknown while one is not known to have ended.
            ends = try self.ends(of: chart, completed)
        } else {
            ends = [
                opened.row.episode.flatMap { completed[$0] }.map { .day($0) }, own["treatment.completed"],
            ].compactMap(\.self)
        }
        facts["treatment.completed"] = Self.latest(ends)
        let decision = try law.decide(.erase, facts, on: clock.now.day)
        let missing = Set(decision.obligations.map(\.duty)).intersection(Self.unknownDuties)
        let summary = law.summary(of: decision)
        guard decision.outcome == .erase else { return (decision, summary, false) }
        guard missing.isEmpty else {
            let duties = missing.sorted().map { $0.replacing("_", with: " ") }.joined(separator: ", ")
            return (
                decision,
                "It stays: the law wants something done first that this vault cannot do yet (\(duties)). \(summary)",
                false
            )
        }
        guard request.isConfirmed || !decision.needsConfirmation else {
            let why = decision.confirmations.joined(separator: "; ")
            return (decision, "It stays until a person confirms it (--confirmed): \(why). \(summary)", false)
        }
        return (decision, summary, true)
    }

    /// When each course of care in a file ended; nothing when one is not known to have.
    private func ends(of chart: [Opened], _ completed: [Int32: Day]) throws -> [FactValue] {
        var ends: [FactValue] = []
        for opened in chart where opened.version.facts.recordClass != .identity {
            let stated = try recordFacts(opened.version.facts)["treatment.completed"]
            let known = [opened.row.episode.flatMap { completed[$0] }.map { FactValue.day($0) }, stated]
                .compactMap(\.self)
            guard let latest = Self.latest(known) else { return [] }
            ends.append(latest)
        }
        return ends
    }

    private static func latest(_ days: [FactValue]) -> FactValue? {
        let known = days.compactMap { value -> Day? in if case .day(let day) = value { day } else { nil } }
        return known.max().map { .day($0) }
    }

    /// What the identity record says about the patient, and the latest of the days that hold for the whole file.
    private func patientFacts(in chart: [Opened]) async throws -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        var latest: [String: [FactValue]] = [:]
        for (row, opened, key) in chart {
            let own = try recordFacts(opened.facts)
            for name in Self.latestOfTheFile { latest[name, default: []] += [own[name]].compactMap(\.self) }
            guard opened.facts.recordClass == .identity else {
                latest["file.last_entry", default: []].append(.day(opened.metadata.storedAt.day))
                continue
            }
            let vocabulary = law.rulebook.vocabulary
            facts.merge(own.filter { vocabulary.facts[$0.key]?.source == .patient }) { _, own in own }
            if let birth = try await openIdentity(in: row, opened, key: key).birthDate {
                facts["subject.birth"] = .day(birth)
            }
        }
        for (name, days) in latest { facts[name] = Self.latest(days) }
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
