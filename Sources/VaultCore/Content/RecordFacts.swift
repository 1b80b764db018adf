public import VaultModel

/// What the rules are told about one version: its class and facts, sealed with it and sealable anew.
public struct RecordFacts: Hashable, Sendable {
    /// The retention class.
    public let recordClass: RecordClass
    /// Facts by name, as given.
    public let facts: [String: String]

    /// Makes facts.
    public init(recordClass: RecordClass = .unclassified, facts: [String: String] = [:]) {
        self.recordClass = recordClass
        self.facts = facts
    }

    var json: CanonicalJSON {
        .object([
            "class": .string(recordClass.rawValue),
            "facts": .object(facts.mapValues { .string($0) }),
            "format": .string("lethe.facts.v1"),
        ])
    }

    /// Reads sealed facts back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        guard json.hasMembers(["class", "facts", "format"]), json["format"]?.stringValue == "lethe.facts.v1",
            let name = json["class"]?.stringValue, let recordClass = RecordClass(rawValue: name),
            let facts = json["facts"]?.objectValue
        else { throw VaultError(.damaged, "the facts of a version have an unknown form") }
        self.recordClass = recordClass
        self.facts = try facts.mapValues { value in
            guard let text = value.stringValue else {
                throw VaultError(.damaged, "the facts of a version have an unknown form")
            }
            return text
        }
    }
}
