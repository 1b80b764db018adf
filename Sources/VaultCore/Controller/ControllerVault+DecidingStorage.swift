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
        let own = law.known(facts).facts
        var known = own
        known["treatment.completed"] = Person.latest(
            [completed.map { .day($0) }, own["treatment.completed"]].compactMap(\.self)
        )
        var outcome = try law.outcome(.retain, known, on: clock.now.day)
        if let patient, outcome == .escalate,
            try !missingFacts(of: law.decide(.retain, known, on: clock.now.day)).isEmpty
        {
            known = try await person(of: patient()).facts(about: known, episode: episode)
            let decision = try law.decide(.retain, known, on: clock.now.day)
            let needed = missingFacts(of: decision)
            guard needed.isEmpty else { throw Self.refusal(lacking: needed) }
            outcome = decision.outcome
        }
        let told = law.house.merging(known) { _, given in given }
        return StoringDecision(
            rulebook: law.reference.digest,
            asOf: clock.now.day,
            outcome: outcome,
            facts: told.filter { own[$0.key] != $0.value }.mapValues(\.text)
        )
    }
}
