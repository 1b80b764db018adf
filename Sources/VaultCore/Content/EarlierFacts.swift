public import VaultModel

/// Class and facts of a version as they were stated before.
public struct EarlierFacts: Hashable, Sendable {
    /// The retention class.
    public let recordClass: RecordClass
    /// Facts by name, as given.
    public let facts: [String: String]
    /// Who stated them; `nil` for those that came with the version.
    public let asserted: FactAssertion?

    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "class": .string(recordClass.rawValue), "facts": .object(facts.mapValues { .string($0) }),
        ]
        members["asserted"] = asserted?.json
        return .object(members)
    }

    init(recordClass: RecordClass, facts: [String: String], asserted: FactAssertion?) {
        self.recordClass = recordClass
        self.facts = facts
        self.asserted = asserted
    }

    /// Reads earlier facts back; anything else is `nil`.
    init?(json: CanonicalJSON) {
        guard json.hasMembers(["class", "facts"], optional: ["asserted"]),
            let recordClass = json["class"]?.stringValue.flatMap(RecordClass.init(rawValue:)),
            let facts = json["facts"]?.textsByName
        else { return nil }
        let asserted = json["asserted"].map(FactAssertion.init(json:))
        if case .some(.none) = asserted { return nil }
        self.init(recordClass: recordClass, facts: facts, asserted: asserted ?? nil)
    }
}
