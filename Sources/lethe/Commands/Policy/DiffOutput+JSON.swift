internal import PolicyEngine
internal import VaultCore
internal import VaultModel

extension DiffOutput {
    /// For programs.
    var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "others": .array(rules.others.map { .string($0) }),
            "rules": .array(rules.changes.map(Self.json)),
        ]
        if let impact { members["stored"] = Self.json(impact) }
        return .object(members)
    }

    private static func json(_ change: RuleChange) -> CanonicalJSON {
        .object([
            "change": .string(change.kind.rawValue),
            "decision": .string(change.decision.rawValue),
            "law": .array(change.citations.map { .string("\($0.article) \($0.law)") }),
            "parts": .array(
                change.parts.map { part in
                    .object([
                        "after": .array(part.after.map { .string($0) }),
                        "before": .array(part.before.map { .string($0) }),
                        "heading": .string(part.heading),
                    ])
                }
            ),
            "rule": .string(change.rule),
        ])
    }

    private static func json(_ impact: RulebookImpact) -> CanonicalJSON {
        .object([
            "asOf": .string(impact.asOf.description),
            "changedPatients": .integer(Int64(impact.changedPatients)),
            "changedRecords": .integer(Int64(impact.changedRecords)),
            "failed": .integer(Int64(impact.failed)),
            "groups": .array(impact.groups.map(Self.json)),
            "patients": .integer(Int64(impact.patients)),
            "records": .integer(Int64(impact.records)),
            "unknownFacts": .object(impact.unknownFacts.mapValues { .integer(Int64($0)) }),
        ])
    }

    private static func json(_ group: RulebookImpact.Group) -> CanonicalJSON {
        .object([
            "after": json(group.change.after),
            "becomesDue": .bool(group.change.becomesDue),
            "before": json(group.change.before),
            "class": .string(group.recordClass.rawValue),
            "decision": .string(group.change.kind.rawValue),
            "examples": .array(group.examples.map { .string($0.description) }),
            "needsPerson": .bool(group.change.needsPerson),
            "patients": .integer(Int64(group.patients)),
            "records": .integer(Int64(group.records)),
        ])
    }

    private static func json(_ gist: DecisionGist) -> CanonicalJSON {
        .object([
            "outcome": .string(gist.outcome.rawValue),
            "rule": gist.rule.map { .string($0) } ?? .null,
            "sentence": .string(gist.sentence),
        ])
    }
}
