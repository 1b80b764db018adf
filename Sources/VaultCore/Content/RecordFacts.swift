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
    /// The ids that whoever sent the record knows it by; every version of it has them.
    public let sources: [String]

    private static let damaged = VaultError(.damaged, "the facts of a version have an unknown form")

    /// Makes the facts of a new version.
    public init(recordClass: RecordClass = .unclassified, facts: [String: String] = [:]) {
        self.init(recordClass: recordClass, facts: facts, asserted: nil, before: [], sources: [])
    }

    private init(
        recordClass: RecordClass,
        facts: [String: String],
        asserted: FactAssertion?,
        before: [EarlierFacts],
        sources: [String]
    ) {
        self.recordClass = recordClass
        self.facts = facts
        self.asserted = asserted
        self.before = before
        self.sources = sources
    }

    /// The same of a record that its sender knows by these ids.
    func known(by sources: [String]) -> Self {
        Self(recordClass: recordClass, facts: facts, asserted: asserted, before: before, sources: sources)
    }

    /// The same for a new version: what was stated before stays with the versions before.
    ///
    /// - Parameters:
    ///   - recordClass: Another class; `nil` to keep it.
    ///   - stated: Facts to be added or replaced; an empty text takes one back.
    func stating(_ recordClass: RecordClass?, _ stated: [String: String]) -> Self {
        Self(
            recordClass: recordClass ?? self.recordClass,
            facts: facts.merging(stated) { _, new in new }.filter { !$0.value.isEmpty },
            asserted: nil,
            before: [],
            sources: sources
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
            ],
            sources: sources
        )
    }

    /// The first form until they are stated anew, then the second; the third where the sender gave ids.
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
        if !sources.isEmpty {
            members["format"] = .string("lethe.facts.v3")
            members["sources"] = .array(sources.map { .string($0) })
        }
        return .object(members)
    }

    /// Reads sealed facts back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        let first: Set = ["class", "facts", "format"]
        let second = first.union(["asserted", "before"])
        guard let recordClass = json["class"]?.stringValue.flatMap(RecordClass.init(rawValue:)),
            let facts = json["facts"]?.textsByName
        else { throw Self.damaged }
        var isStatedAnew = json["asserted"] != nil
        var sources: [String] = []
        switch json["format"]?.stringValue {
        case "lethe.facts.v1" where json.hasMembers(first): isStatedAnew = false
        case "lethe.facts.v2" where json.hasMembers(second): isStatedAnew = true
        case "lethe.facts.v3" where json.hasMembers((isStatedAnew ? second : first).union(["sources"])):
            let list = json["sources"]?.arrayValue ?? []
            sources = list.compactMap(\.stringValue)
            guard !list.isEmpty, sources.count == list.count else { throw Self.damaged }
        default: throw Self.damaged
        }
        var asserted: FactAssertion?
        var before: [EarlierFacts] = []
        if isStatedAnew {
            asserted = json["asserted"].flatMap(FactAssertion.init(json:))
            let list = json["before"]?.arrayValue ?? []
            before = list.compactMap(EarlierFacts.init(json:))
            guard asserted != nil, !list.isEmpty, before.count == list.count else { throw Self.damaged }
        }
        self.init(
            recordClass: recordClass,
            facts: facts,
            asserted: asserted,
            before: before,
            sources: sources
        )
    }
}
