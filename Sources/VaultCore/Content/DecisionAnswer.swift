public import PolicyEngine
public import VaultModel

/// What the rules said, as it is kept: enough to compare it with what they say when they are asked again.
public struct DecisionAnswer: Hashable, Sendable {
    /// The answer.
    public let outcome: Outcome
    /// The ids of the rules that hold and were not set aside.
    public let fired: [String]
    /// The ids of the rules that hold but were set aside.
    public let defeated: [String]
    /// The facts that are missing and could change the answer.
    public let missing: [String]
    /// Where it stands in the law, without addresses.
    public let citations: [Citation]
    /// The last day of the running period of retention.
    public let keepUntil: Day?
    /// Whether it must be kept without end.
    public let keepsForever: Bool
    /// The last day on which it may be kept.
    public let destroyAfter: Day?
    /// By when the request must be answered.
    public let due: Day?
    /// What goes with the answer.
    public let obligations: [Obligation]
    /// Why a person must confirm before anything is done.
    public let confirmations: [String]
    /// The basis of a transfer.
    public let basis: String?

    /// Takes what is kept of a decision.
    public init(_ decision: Decision) {
        outcome = decision.outcome
        fired = decision.fired.map(\.id)
        defeated = decision.defeated.map(\.rule.id)
        missing = decision.missing
        citations = decision.citations.map { Citation(law: $0.law, article: $0.article) }
        keepUntil = decision.keepUntil?.day
        keepsForever = decision.keepsForever
        destroyAfter = decision.destroyAfter?.day
        due = decision.due?.day
        obligations = decision.obligations
        confirmations = decision.confirmations
        basis = decision.basis
    }

    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "citations": .array(
                citations.map { .object(["article": .string($0.article), "law": .string($0.law)]) }
            ),
            "confirmations": .texts(confirmations),
            "defeated": .texts(defeated),
            "fired": .texts(fired),
            "keepsForever": .bool(keepsForever),
            "missing": .texts(missing),
            "obligations": .array(
                obligations.map { .object(["content": .texts($0.content), "duty": .string($0.duty)]) }
            ),
            "outcome": .string(outcome.rawValue),
        ]
        members["basis"] = basis.map { .string($0) }
        members["destroyAfter"] = destroyAfter.map { .string($0.description) }
        members["due"] = due.map { .string($0.description) }
        members["keepUntil"] = keepUntil.map { .string($0.description) }
        return .object(members)
    }

    /// Reads a kept answer back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        let required: Set = [
            "citations", "confirmations", "defeated", "fired", "keepsForever", "missing", "obligations",
            "outcome",
        ]
        guard json.hasMembers(required, optional: ["basis", "destroyAfter", "due", "keepUntil"]),
            let outcome = json["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)),
            let keepsForever = json["keepsForever"]?.boolValue,
            let citations = json["citations"]?.arrayValue, let obligations = json["obligations"]?.arrayValue
        else { throw DecisionFile.damaged }
        self.outcome = outcome
        self.keepsForever = keepsForever
        fired = try Self.texts(json["fired"])
        defeated = try Self.texts(json["defeated"])
        missing = try Self.texts(json["missing"])
        confirmations = try Self.texts(json["confirmations"])
        self.citations = try citations.map { citation in
            guard citation.hasMembers(["article", "law"]), let law = citation["law"]?.stringValue,
                let article = citation["article"]?.stringValue
            else { throw DecisionFile.damaged }
            return Citation(law: law, article: article)
        }
        self.obligations = try obligations.map { obligation in
            guard obligation.hasMembers(["content", "duty"]), let duty = obligation["duty"]?.stringValue
            else { throw DecisionFile.damaged }
            return Obligation(duty: duty, content: try Self.texts(obligation["content"]))
        }
        keepUntil = try Self.day(json["keepUntil"])
        destroyAfter = try Self.day(json["destroyAfter"])
        due = try Self.day(json["due"])
        basis = try json["basis"].map { try Self.text($0) }
    }

    private static func text(_ json: CanonicalJSON) throws -> String {
        guard let text = json.stringValue else { throw DecisionFile.damaged }
        return text
    }

    private static func texts(_ json: CanonicalJSON?) throws -> [String] {
        guard let list = json?.arrayValue else { throw DecisionFile.damaged }
        return try list.map(text)
    }

    private static func day(_ json: CanonicalJSON?) throws -> Day? {
        guard let json else { return nil }
        guard let day = json.stringValue.flatMap(Day.init(iso8601:)) else { throw DecisionFile.damaged }
        return day
    }
}
