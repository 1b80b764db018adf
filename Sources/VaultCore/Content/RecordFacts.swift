public import VaultModel

/// What the rules are told about one version: its class and facts, sealed with it and sealable anew.
public struct RecordFacts: Hashable, Sendable {
    /// The retention class.
    public let recordClass: RecordClass
    /// Facts by name, as given.
    public let facts: [String: String]
    /// Who stated them anew; `nil` for those that came with the version.
    public let asserted: FactAssertion?
    /// What was stated before, the oldest first.
    public let before: [EarlierFacts]

    private static let damaged = VaultError(.damaged, "the facts of a version have an unknown form")

    /// Makes the facts of a new version.
    public init(recordClass: RecordClass = .unclassified, facts: [String: String] = [:]) {
        self.init(recordClass: recordClass, facts: facts, asserted: nil, before: [])
    }

    private init(
        recordClass: RecordClass,
        facts: [String: String],
        asserted: FactAssertion?,
        before: [EarlierFacts]
    ) {
        self.recordClass = recordClass
        self.facts = facts
        self.asserted = asserted
        self.before = before
    }

    /// The same for a new version: what was stated before stays with the versions before.
    ///
    /// - Parameters:
    ///   - recordClass: Another class; `nil` to keep it.
    ///   - stated: Facts to be added or replaced; an empty text takes one back.
    func stating(_ recordClass: RecordClass?, _ stated: [String: String]) -> Self {
        Self(
            recordClass: recordClass ?? self.recordClass,
            facts: facts.merging(stated) { _, new in new }.filter { !$0.value.isEmpty }
        )
    }

    /// The same version, stated anew.
    func stating(_ recordClass: RecordClass?, _ stated: [String: String], _ asserted: FactAssertion) -> Self {
        let new = stating(recordClass, stated)
        return Self(
            recordClass: new.recordClass,
            facts: new.facts,
            asserted: asserted,
            before: before + [
                EarlierFacts(recordClass: self.recordClass, facts: facts, asserted: self.asserted)
            ]
        )
    }

    /// The first form until they are stated anew, then the second.
    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "class": .string(recordClass.rawValue),
            "facts": .object(facts.mapValues { .string($0) }),
            "format": .string("lethe.facts.v1"),
        ]
        if let asserted {
            members["asserted"] = asserted.json
            members["before"] = .array(before.map(\.json))
            members["format"] = .string("lethe.facts.v2")
        }
        return .object(members)
    }

    /// Reads sealed facts back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        let first: Set = ["class", "facts", "format"]
        guard let recordClass = json["class"]?.stringValue.flatMap(RecordClass.init(rawValue:)),
            let facts = json["facts"]?.textsByName
        else { throw Self.damaged }
        switch json["format"]?.stringValue {
        case "lethe.facts.v1" where json.hasMembers(first):
            self.init(recordClass: recordClass, facts: facts)
        case "lethe.facts.v2" where json.hasMembers(first.union(["asserted", "before"])):
            guard let asserted = json["asserted"].flatMap(FactAssertion.init(json:)),
                let list = json["before"]?.arrayValue, !list.isEmpty
            else { throw Self.damaged }
            let before = list.compactMap(EarlierFacts.init(json:))
            guard before.count == list.count else { throw Self.damaged }
            self.init(recordClass: recordClass, facts: facts, asserted: asserted, before: before)
        default: throw Self.damaged
        }
    }
}
