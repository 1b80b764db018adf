internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How often a restatement that lost a race is made again before the caller hears of it.
    private static let restatementAttempts = 5

    /// The longest reason, in characters (Unicode scalars).
    private static let maximumReason = 500

    /// States the class or facts of records anew, for all their versions and without a new one.
    ///
    /// What was stated before stays with who stated it, when and why. Everything is asked before anything is changed; then
    /// each record changes in a transaction of its own.
    /// - Parameters:
    ///   - recordClass: The class; `nil` to keep it.
    ///   - facts: Facts to be added or replaced; an empty text takes one back.
    ///   - isConfirmed: Whether a person confirms that a record is kept for less time.
    /// - Throws: ``VaultError`` with `denied`, also without a reason or a confirmation that is needed; `notFound`,
    ///   `erased`, `closed`, `conflict`, or `invalidInput` naming the fact.
    public func classify(
        _ records: [RecordID],
        as recordClass: RecordClass?,
        stating facts: [String: String],
        reason: String?,
        isConfirmed: Bool,
        by staff: StaffMember?
    ) async throws -> [Classification] {
        let author = try required(staff)
        let reason = try Self.reason(reason)
        guard recordClass != nil || !facts.isEmpty else {
            throw VaultError(.invalidInput, "state a class (--class) or a fact (--fact NAME=VALUE)")
        }
        guard recordClass != .identity else { throw Self.identityRefusal }
        try requireWritable()
        var done: [Classification] = []
        for isDoing in [false, true] {
            done = try await records.asyncMap { record in
                let assertion = FactAssertion(by: author.name, at: clock.now, reason: reason)
                return try await restate(
                    record,
                    by: author,
                    isDoing: isDoing,
                    isConfirmed: isConfirmed,
                    narrowing: (facts, assertion)
                ) { item in
                    guard !item.isIdentity else { throw Self.identityRefusal }
                    return item.stated.stating(recordClass, facts, assertion)
                }
            }
        }
        return done
    }

    /// States facts about a person anew, or what stands on their whole file.
    ///
    /// - Parameter facts: Facts to be added or replaced; an empty text takes one back.
    /// - Throws: As ``classify(_:as:stating:reason:isConfirmed:by:)``; `invalidInput` for what is registered and corrected
    ///   there.
    public func state(
        _ facts: [String: String],
        about patient: PatientID,
        reason: String?,
        by staff: StaffMember?
    ) async throws {
        let author = try required(staff)
        let assertion = FactAssertion(by: author.name, at: clock.now, reason: try Self.reason(reason))
        try requireWritable()
        try Self.refuseBirth(facts)
        guard let identity = try await activePatient(patient).identity else {
            throw VaultError(.damaged, "this patient has no identity record")
        }
        _ = try await restate(
            identity,
            by: author,
            isDoing: true,
            isConfirmed: true,
            narrowing: (facts, assertion)
        ) { item in
            item.stated.stating(nil, facts, assertion)
        }
    }

    /// States facts of the journal again, unless every version has them.
    func restate(
        _ record: RecordID,
        stating facts: [String: String],
        _ assertion: FactAssertion,
        by author: StaffMember
    ) async throws {
        let row = try await readableVersion(nil, of: record).0
        let items = try await chart(of: row.patient).items.filter { $0.row.record == record }
        guard items.contains(where: { item in facts.contains { item.stated.facts[$0.key] != $0.value } })
        else { return }
        _ = try await restate(record, by: author, isDoing: true, isConfirmed: true, narrowing: nil) { item in
            item.stated.stating(nil, facts, assertion)
        }
    }

    /// What is stated about a person, by whom and since when.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func facts(
        about patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> (known: [String: String], stated: RecordFacts) {
        let reader = try requireReader(staff, for: purpose)
        let row = try await activePatient(patient)
        let person = try await person(of: row)
        let version = try await identityVersion(of: row)
        let item = try await item(version, under: person.law)
        // Facts that the rules do not know must be seen to be mended.
        if person.unknown.isEmpty, person.disputed.isEmpty, item.unknown.isEmpty {
            let verdict = try disclosure(of: item, of: person, to: reader)
            try await keep([verdict], as: .read, by: reader.staff, about: version)
            try require(verdict)
        }
        return (person.facts.mapValues(\.text).merging(item.stated.facts) { known, _ in known }, item.stated)
    }

    /// The date of birth is registered and found by: stated beside that it would be a second truth.
    static func refuseBirth(_ facts: [String: String]) throws {
        // What was stated before may be taken back.
        guard facts["subject.birth", default: ""].isEmpty else {
            throw VaultError(
                .invalidInput,
                "the date of birth is registered (--birth-date) and corrected with `lethe patient rectify`, not stated as a "
                    + "fact"
            )
        }
    }

    /// Seals the facts of all versions of a record anew.
    private func restate(
        _ record: RecordID,
        by author: StaffMember,
        isDoing: Bool,
        isConfirmed: Bool,
        narrowing: (facts: [String: String], assertion: FactAssertion)?,
        _ change: (Chart.Item) throws -> RecordFacts
    ) async throws -> Classification {
        for attempt in 1... {
            let row = try await readableVersion(nil, of: record).0
            let chart = try await chart(of: row.patient)
            let restated = try chart.restated(record) { item in
                let facts = try change(item)
                // What the rules do not know may stay as it was, and be taken back; it may not be added.
                try requireStatable(facts, beside: item.stated)
                return chart.law.item(item.row, stating: facts, key: item.key)
            }
            let (before, after) = (
                try retention(of: record, in: chart), try retention(of: record, in: restated)
            )
            guard let newest = restated.newest(of: record), let last = after.last, let first = before.last
            else {
                throw VaultError(.closed, "this record is closed: an erasure runs or ran")
            }
            try requireFacts(last)
            let change = Classification(
                record: record,
                recordClass: newest.recordClass,
                before: .longest(before.map { RetentionPeriod($0.decision) }),
                after: .longest(after.map { RetentionPeriod($0.decision) })
            )
            guard isConfirmed || !change.isShorter else {
                throw VaultError(
                    .denied,
                    "record \(record) would be kept for less time (\(change.before.words) -> \(change.after.words)); "
                        + "a person must confirm it (--confirmed)"
                )
            }
            guard isDoing else { return change }
            do {
                let decisions = try await rows(
                    for: [first, last],
                    as: .classify,
                    by: author,
                    about: newest.row,
                    in: newest.row.tree
                )
                let draft = RestatementDraft(
                    patient: row.patient.number,
                    record: record,
                    currentVersion: newest.row.version,
                    versions: restated.items.filter { $0.row.record == record }.map(resealed),
                    decisions: decisions
                )
                if let narrowing {
                    let (facts, assertion) = narrowing
                    try await journaling(facts, about: newest.row, of: row.patient, assertion) {
                        try await tables.records.restate(draft)
                    }
                } else {
                    try await tables.records.restate(draft)
                }
                try faults.reach(.factsRestated)
                return change
            } catch let error as VaultError
                where error.code == .conflict && attempt < Self.restatementAttempts
            {
                continue
            } catch let error where Self.isMoved(error) && attempt < Self.restatementAttempts {
                continue
            }
        }
        throw VaultError(.conflict, "this record is being changed by others; try again")
    }

    /// The facts of a version, sealed under its own key again.
    private func resealed(_ item: Chart.Item) -> RestatementDraft.Version {
        RestatementDraft.Version(
            slot: item.row.slot,
            revision: item.row.factsRevision,
            sealedFacts: SealedObject.seal(
                item.stated.json.encoded,
                context: context(item.row.record, item.row.version, .facts),
                recordKey: item.key.bytes
            ).sealed
        )
    }

    /// What the rules say about keeping each version of a record.
    private func retention(of record: RecordID, in chart: Chart) throws -> [Verdict] {
        try chart.items.filter { $0.row.record == record }.sorted { $0.row.version < $1.row.version }
            .map { try chart.law.ask(.retain, chart.facts(about: $0), on: clock.now.day) }
    }

    private static func reason(_ text: String?) throws -> String {
        guard let text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw VaultError(.denied, "stating facts anew needs a reason (--reason TEXT)")
        }
        guard text.isPrintableLine, text.unicodeScalars.count <= maximumReason else {
            throw VaultError(
                .invalidInput,
                "--reason takes one line of 1 to \(maximumReason) characters without control characters"
            )
        }
        return text
    }
}

extension Chart {
    /// The same file with the facts of one record stated anew.
    fileprivate func restated(_ record: RecordID, _ change: (Item) throws -> Item) rethrows -> Chart {
        var person = person
        let items = try items.map { item in
            guard item.row.record == record else { return item }
            let new = try change(item)
            if item.isIdentity { person = person.stating(new.own, insteadOf: item.own) }
            return new
        }
        return Chart(of: patient, knowing: person, items: items, beside: beside)
    }

    /// The newest version of a record.
    fileprivate func newest(of record: RecordID) -> Item? {
        items.filter { $0.row.record == record }.max { $0.row.version < $1.row.version }
    }
}
