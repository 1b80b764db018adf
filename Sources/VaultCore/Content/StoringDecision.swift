public import PolicyEngine
public import VaultCrypto
public import VaultModel

/// What the rules said about keeping a version when it was stored; it lies in the version's own metadata.
public struct StoringDecision: Hashable, Sendable {
    /// The rulebook that was asked.
    public let rulebook: Digest
    /// The day of the question.
    public let asOf: Day
    /// Whether it is to be kept.
    public let outcome: Outcome
    /// What the rules were told besides the class and the facts that were sealed with the version first.
    public let facts: [String: String]

    var json: CanonicalJSON {
        .object([
            "asOf": .string(asOf.description),
            "facts": .object(facts.mapValues { .string($0) }),
            "outcome": .string(outcome.rawValue),
            "rulebook": .string(rulebook.hex),
        ])
    }

    init(rulebook: Digest, asOf: Day, outcome: Outcome, facts: [String: String]) {
        self.rulebook = rulebook
        self.asOf = asOf
        self.outcome = outcome
        self.facts = facts
    }

    /// Reads a decision back; anything else is `nil`.
    init?(json: CanonicalJSON) {
        guard json.hasMembers(["asOf", "facts", "outcome", "rulebook"]),
            let rulebook = json["rulebook"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            let asOf = json["asOf"]?.stringValue.flatMap(Day.init(iso8601:)),
            let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
            let facts = json["facts"]?.textsByName
        else { return nil }
        self.init(rulebook: rulebook, asOf: asOf, outcome: outcome, facts: facts)
    }
}
