internal import PolicyEngine
internal import VaultModel

extension ControllerVault {
    /// What a member of staff states by naming a purpose of care: that they take part in the patient's treatment.
    private static let care: Set<Purpose> = [.diagnosis, .treatment, .careManagement, .emergency]

    /// Takes who reads and why.
    ///
    /// - Throws: ``VaultError/Code/denied`` naming what is not stated, or for somebody who was revoked.
    func requireReader(_ staff: StaffMember?, for purpose: Purpose?) throws -> Reader {
        let reader = try Reader(staff, for: purpose)
        try requireInOffice(reader.staff)
        return reader
    }

    /// Asks the rulebook whether somebody may see something of this class, of nobody in particular.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the sentences and citations of the rules.
    func require(_ reader: Reader, maySee recordClass: RecordClass) throws {
        let facts = Self.facts(of: reader).merging(["record.class": .word(recordClass.rawValue)]) { $1 }
        try require(law.ask(.disclose, facts, on: clock.now.day))
    }

    /// Refuses what the rules do not allow outright.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the sentences and citations of the rules.
    func require(_ verdict: Verdict) throws {
        guard verdict.isPermit else { throw VaultError(.denied, verdict.summary) }
    }

    /// What the rulebook says about showing a version to somebody.
    ///
    /// - Parameter stated: What the reader states besides; what is stored stands before it.
    /// - Throws: ``VaultError/Code/denied`` when facts are stated that the rulebook does not know.
    func disclosure(
        of item: Chart.Item,
        of person: Person,
        to reader: Reader,
        stating stated: [String: FactValue] = [:]
    ) throws -> Verdict {
        try ask(.disclose, about: item, of: person, by: reader, stating: stated)
    }

    /// Asks the rules that the person is known to about a version, for somebody.
    ///
    /// - Throws: ``VaultError/Code/denied`` when facts are stated that the rulebook does not know.
    func ask(
        _ kind: DecisionKind,
        about item: Chart.Item,
        of person: Person,
        by reader: Reader,
        stating stated: [String: FactValue]
    ) throws -> Verdict {
        let unknown = Set(person.unknown + person.disputed + item.unknown)
        guard unknown.isEmpty else {
            throw VaultError(.denied, Law.refusal(ofUnknown: unknown.sorted()))
        }
        return try person.law.ask(
            kind,
            asked(about: item, of: person, by: reader, stating: stated),
            on: clock.now.day
        )
    }

    /// What the rules are told when somebody asks for a version.
    func asked(
        about item: Chart.Item,
        of person: Person,
        by reader: Reader,
        stating stated: [String: FactValue] = [:]
    ) -> [String: FactValue] {
        person.law.adding(stated, to: person.facts(about: item.own, episode: item.row.episode))
            .merging(Self.facts(of: reader)) { _, reader in reader }
    }

    /// What is known about who asks.
    static func facts(of reader: Reader) -> [String: FactValue] {
        [
            "purpose": .word(reader.purpose.rawValue),
            "requester.role": .word("staff"),
            "actor.own_staff": .yesNo(true),
            "actor.secrecy_duty": .yesNo(true),
            "actor.treats_subject": .yesNo(care.contains(reader.purpose)),
        ]
    }

    /// Refuses facts that cannot be stated about a record, or a person.
    ///
    /// - Parameter old: What is stated already: it may stay, also when the rulebook does not know it any more.
    /// - Throws: ``VaultError/Code/invalidInput`` naming the fact.
    func requireStatable(_ facts: RecordFacts, beside old: RecordFacts = RecordFacts()) throws {
        let values = try Law.values(
            facts.facts.filter { old.facts[$0.key] != $0.value },
            of: facts.recordClass == .identity ? Law.aboutPersons : Law.aboutRecords,
            in: law.rulebook.vocabulary
        )
        for (name, value) in values {
            if case .day(let day) = value { try requireReached(day, "the fact \(name)") }
        }
    }

    /// Refuses a day that has not come.
    ///
    /// All that is stated about a person or a record has happened, and a slip of the pen in a year would keep a record
    /// for that much longer. The day after today is let through: east of Greenwich it may have begun.
    /// - Throws: ``VaultError/Code/invalidInput`` naming what was stated.
    func requireReached(_ day: Day?, _ name: String) throws {
        guard let day, day.daysSinceEpoch > clock.now.day.daysSinceEpoch + 1 else { return }
        throw VaultError(
            .invalidInput,
            "\(name) is a day that has not come yet; correct it, or state it then"
        )
    }

    /// Refuses what lacks a fact of its own that its retention is counted from.
    ///
    /// - Parameter verdict: What the rules say about keeping it.
    /// - Throws: ``VaultError/Code/invalidInput`` naming the facts.
    func requireFacts(_ verdict: Verdict) throws {
        let needed = verdict.law.neededFacts(of: verdict.decision)
        guard needed.isEmpty else { throw Self.refusal(lacking: needed) }
    }

    static func refusal(lacking needed: [FactDefinition]) -> VaultError {
        let list = needed.map { "\($0.plain) (--fact \($0.name)=...)" }.sorted()
        return VaultError(
            .invalidInput,
            "the law counts from a fact that is missing: \(list.joined(separator: ", "))"
        )
    }
}
