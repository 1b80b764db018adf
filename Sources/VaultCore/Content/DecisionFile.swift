public import PolicyEngine
public import VaultCrypto
public import VaultModel

/// A decision as it is kept: what the rules were asked and told, and what they said.
///
/// It is sealed under the slot of the version it was about, and goes with it. The same rulebook, told the same facts on
/// the same day, gives the same answer.
public struct DecisionFile: Hashable, Sendable {
    /// Names the decision.
    public let id: DecisionID
    /// The question.
    public let kind: DecisionKind
    /// The day it was asked for.
    public let asOf: Day
    /// When it was made.
    public let at: Timestamp
    /// What was to be done.
    public let action: DecisionAction
    /// Who wanted to do it, by name.
    public let actor: String
    /// The rulebook that was asked.
    public let rulebook: Digest
    /// Everything it was told, the facts of the controller among them, as `FactKind.value(of:)` reads it.
    public let facts: [String: String]
    /// What it said.
    public let answer: DecisionAnswer

    static let format = "lethe.decision.v1"
    static let damaged = VaultError(.damaged, "a kept decision has an unknown form")

    /// Takes what was said to somebody who wanted to do something.
    init(_ verdict: Verdict, _ action: DecisionAction, by actor: String, at: Timestamp) {
        id = .random()
        self.at = at
        kind = verdict.decision.kind
        asOf = verdict.decision.asOf
        self.action = action
        self.actor = actor
        rulebook = verdict.rulebook
        facts = verdict.facts.mapValues(\.text)
        answer = DecisionAnswer(verdict.decision)
    }

    var encoded: [UInt8] {
        CanonicalJSON.object([
            "action": .string(action.rawValue),
            "actor": .string(actor),
            "answer": answer.json,
            "asOf": .string(asOf.description),
            "at": .string(at.description),
            "facts": .object(facts.mapValues { .string($0) }),
            "format": .string(Self.format),
            "id": .string(id.description),
            "kind": .string(kind.rawValue),
            "rulebook": .string(rulebook.hex),
        ]).encoded
    }

    /// Reads a kept decision back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(decoding bytes: [UInt8]) throws {
        let members: Set = [
            "action", "actor", "answer", "asOf", "at", "facts", "format", "id", "kind", "rulebook",
        ]
        guard let json = try? CanonicalJSON(decoding: bytes), json.hasMembers(members),
            json["format"]?.stringValue == Self.format,
            let id = json["id"]?.stringValue.flatMap({ DecisionID($0) }),
            let kind = json["kind"]?.stringValue.flatMap(DecisionKind.init(rawValue:)),
            let asOf = json["asOf"]?.stringValue.flatMap(Day.init(iso8601:)),
            let at = json["at"]?.stringValue.flatMap(Timestamp.init(iso8601:)),
            let action = json["action"]?.stringValue.flatMap(DecisionAction.init(rawValue:)),
            let actor = json["actor"]?.stringValue,
            let rulebook = json["rulebook"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            let facts = json["facts"]?.textsByName, let answer = json["answer"]
        else { throw Self.damaged }
        self.id = id
        self.kind = kind
        self.asOf = asOf
        self.at = at
        self.action = action
        self.actor = actor
        self.rulebook = rulebook
        self.facts = facts
        self.answer = try DecisionAnswer(json: answer)
    }
}
