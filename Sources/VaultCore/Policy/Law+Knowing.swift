internal import PolicyEngine
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

    /// Adds what somebody states with a question: what is stored stands before it, and a hold stands whoever states it.
    func adding(_ stated: [String: FactValue], to stored: [String: FactValue]) -> [String: FactValue] {
        var facts = stated.merging(stored) { _, stored in stored }
        for (name, value) in stated
        where value == .yesNo(true) && rulebook.vocabulary.facts[name]?.source == .hold {
            facts[name] = value
        }
        return facts
    }

    /// Why nothing can be decided about what states facts that the rulebook does not know.
    static func refusal(ofUnknown names: [String]) -> String {
        let list = names.map { "`\($0.printed)`" }.joined(separator: ", ")
        return
            "It states \(list), which the rules in force do not know. State it anew with `lethe record classify` or "
            + "`lethe patient facts`."
    }
}
