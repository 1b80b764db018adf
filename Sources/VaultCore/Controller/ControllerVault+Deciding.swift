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

    /// Asks the rulebook whether somebody may see a record of these facts.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the sentences and citations of the rules.
    func require(_ reader: Reader, mayOpen facts: RecordFacts) throws {
        try require(disclosure(of: facts, to: reader))
    }

    /// Refuses what the rules do not allow outright.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the sentences and citations of the rules.
    func require(_ verdict: Verdict) throws {
        guard verdict.isPermit else { throw VaultError(.denied, law.summary(of: verdict.decision)) }
    }

    /// What the rulebook says about showing a record of these facts to somebody.
    func disclosure(of facts: RecordFacts, to reader: Reader) throws -> Verdict {
        try law.ask(.disclose, asked(about: storedFacts(facts), by: reader), on: clock.now.day)
    }

    /// What the rules are told when somebody asks to see a record of these facts.
    func asked(about facts: [String: FactValue], by reader: Reader) -> [String: FactValue] {
        var known = facts
        known["purpose"] = .word(reader.purpose.rawValue)
        known["requester.role"] = .word("staff")
        known["actor.own_staff"] = .yesNo(true)
        known["actor.secrecy_duty"] = .yesNo(true)
        known["actor.treats_subject"] = .yesNo(Self.care.contains(reader.purpose))
        return known
    }

    /// A record's own facts as the rules know them.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` for one that the vocabulary does not have.
    func recordFacts(_ facts: RecordFacts) throws -> [String: FactValue] {
        var known = try Law.values(facts.facts, of: Self.sources(of: facts), in: law.rulebook.vocabulary)
        known["record.class"] = .word(facts.recordClass.rawValue)
        return known
    }

    /// A stored record's own facts as the rules in force know them, which may be others than when it was stored.
    func storedFacts(_ facts: RecordFacts) -> [String: FactValue] {
        var known = Law.stored(facts.facts, of: Self.sources(of: facts), in: law.rulebook.vocabulary)
        known["record.class"] = .word(facts.recordClass.rawValue)
        return known
    }

    private static func sources(of facts: RecordFacts) -> Set<FactSource> {
        facts.recordClass == .identity ? [.record, .episode, .patient] : [.record, .episode]
    }

    /// Refuses to store what lacks a fact of its own that its retention will be counted from.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` naming the facts.
    func requireFacts(_ facts: RecordFacts) throws {
        let known = try recordFacts(facts)
        guard try law.outcome(.retain, known, on: clock.now.day) == .escalate else { return }
        let decision = try law.decide(.retain, known, on: clock.now.day)
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
}
