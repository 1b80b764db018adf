internal import PolicyEngine
internal import VaultModel

extension ControllerVault {
    /// Asks the rulebook how long a version must be kept that is about to be stored.
    ///
    /// The person is looked up only when a fact is missing that nobody but the document itself, or they, could supply: so
    /// storing costs no statement more.
    /// - Parameters:
    ///   - completed: When the course of care was completed, if that is known.
    ///   - patient: Looks the patient up; `nil` for the identity of a patient who is being registered.
    /// - Throws: ``VaultError/Code/invalidInput`` naming the facts without which the law cannot count.
    func decideStorage(
        of facts: RecordFacts,
        episode: Int32?,
        completed: Day?,
        patient: (() async throws -> PatientRow)?
    ) async throws -> StoringDecision {
        var law = self.law
        let day = clock.now.day
        let own = law.known(facts).facts
        var known = own
        known["treatment.completed"] = Person.latest(
            [completed.map { .day($0) }, own["treatment.completed"]].compactMap(\.self)
        )
        var outcome = try law.outcome(.retain, known, on: day)
        if let patient, outcome == .escalate,
            try !law.neededFacts(of: law.decide(.retain, known, on: day)).isEmpty
        {
            let person = try await person(of: patient())
            law = person.law
            known = person.facts(about: known, episode: episode)
            let decision = try law.decide(.retain, known, on: day)
            let needed = law.neededFacts(of: decision)
            guard needed.isEmpty else { throw Self.refusal(lacking: needed) }
            outcome = decision.outcome
        }
        let told = law.house.merging(known) { _, given in given }
        return StoringDecision(
            rulebook: law.reference.digest,
            asOf: day,
            outcome: outcome,
            facts: told.filter { own[$0.key] != $0.value }.mapValues(\.text)
        )
    }
}
