internal import PolicyEngine
internal import VaultModel

extension ControllerVault {
    /// What the rules are told about the controller, by the names of the vocabulary; its country is among it.
    public func houseFacts() async throws -> [String: String] {
        let row = try await tables.patients.controller()
        return row.facts.merging([Law.country: row.country]) { _, country in country }
    }

    /// States facts about the controller: the rules decide by them here and at once.
    ///
    /// Certificates and decisions that were made stay as they are; every patient waits for a review.
    ///
    /// ## Guarantee
    /// When this returns, the facts are durable, and whoever asks the rules from now on is answered by them.
    /// - Parameter facts: Facts to be added or replaced; an empty text takes one back.
    /// - Throws: ``VaultError`` with `denied` without a member of staff who is in office, or `invalidInput` naming a fact that
    ///   the rules of today or of a later day do not know, or that does not fit them.
    public func stateHouse(_ facts: [String: String], by staff: StaffMember?) async throws {
        guard let staff else {
            throw VaultError(.denied, "stating facts needs a member of staff (--as NAME)")
        }
        try requireInOffice(staff)
        try requireWritable()
        guard facts[Law.country] == nil else {
            throw VaultError(
                .invalidInput,
                "the country of a controller is named when it is made and stays; make another one"
            )
        }
        // Rules that come into force meanwhile are checked against what is stated, and no review counts by what was.
        try await publicationGate.pass {
            try await reviewGate.pass {
                let today = clock.now.day
                let row = try await tables.patients.controller()
                let stated = row.facts.merging(facts) { _, new in new }.filter { !$0.value.isEmpty }
                try requireKnown(facts)
                try await laws.check(Law.Jurisdiction(country: row.country, facts: stated), on: today)
                do {
                    try await tables.patients.state(facts)
                } catch {
                    // It may have been stated all the same, when the connection broke.
                    laws.noteChange()
                    throw error
                }
                laws.noteChange()
                try await laws.reload(on: today)
                try faults.reach(.controllerFactsStated)
            }
        }
    }

    /// Refuses a fact that is no fact about a controller, also one to be taken back.
    private func requireKnown(_ facts: [String: String]) throws {
        let values = try Law.values(
            facts,
            of: [.organisation],
            in: law.rulebook.vocabulary,
            takingBack: true
        )
        for (name, value) in values {
            if case .day(let day) = value { try requireReached(day, "the fact \(name)") }
        }
    }
}
