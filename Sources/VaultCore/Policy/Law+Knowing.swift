internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension Law {
    /// What may be stated about a record.
    static let aboutRecords: Set<FactSource> = [.record, .episode, .hold]
    /// What may be stated about a person, on the identity record.
    static let aboutPersons: Set<FactSource> = [.patient, .hold]

    /// Stated facts as the rules know them, and the names of those that they do not.
    func known(_ stated: RecordFacts) -> (facts: [String: FactValue], unknown: [String]) {
        var known: [String: FactValue] = ["record.class": .word(stated.recordClass.rawValue)]
        var unknown: [String] = []
        for (name, text) in stated.facts {
            if let value = rulebook.vocabulary.facts[name]?.kind.value(of: text) {
                known[name] = value
            } else {
                unknown.append(name)
            }
        }
        return (known, unknown.sorted())
    }

    /// A version as the rules know it with these facts.
    func item(_ row: VersionRow, stating facts: RecordFacts, key: SharedSecret) -> Chart.Item {
        let (own, unknown) = known(facts)
        return Chart.Item(row: row, key: key, stated: facts, own: own, unknown: unknown)
    }

    /// Adds what somebody states with a question: what is stored stands before it, and a hold stands whoever states it.
    func adding(_ stated: [String: FactValue], to stored: [String: FactValue]) -> [String: FactValue] {
        var facts = stated.merging(stored) { _, stored in stored }
        for (name, value) in stated
        where value == .yesNo(true) && rulebook.vocabulary.facts[name]?.source == .hold {
            facts[name] = value
        }
        return facts
    }

    /// The facts that only the record itself can supply, and that its retention is counted from.
    func neededFacts(of decision: Decision) -> [FactDefinition] {
        guard decision.outcome == .escalate else { return [] }
        return decision.missing.compactMap { rulebook.vocabulary.facts[$0] }
            .filter { $0.source == .record && $0.name != "record.class" }
    }

    /// Why nothing can be decided about what states facts that the rulebook does not know.
    static func refusal(ofUnknown names: [String]) -> String {
        let list = names.map { "`\($0.printed)`" }.joined(separator: ", ")
        return
            "It states \(list), which the rules in force do not know, or which the numbers of one person state differently. State it anew with `lethe record classify` or "
            + "`lethe patient facts`."
    }
}
