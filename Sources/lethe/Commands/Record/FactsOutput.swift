internal import VaultCore
internal import VaultModel

/// Who stated facts anew, when and why, and what was stated before.
struct FactsOutput {
    private let facts: RecordFacts

    init(_ facts: RecordFacts) {
        self.facts = facts
    }

    var lines: [String] {
        guard let asserted = facts.asserted else { return [] }
        return ["stated    \(Self.text(asserted))"]
            + facts.before.reversed().map { earlier in
                let list = earlier.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)".printed }
                return "earlier   class \(earlier.recordClass.rawValue), "
                    + (list.isEmpty ? "no facts" : "facts " + list.joined(separator: " "))
                    + (earlier.asserted.map { "; stated \(Self.text($0))" } ?? "; as it was first stored")
            }
    }

    var json: CanonicalJSON {
        .object([
            "asserted": facts.asserted.map(Self.json) ?? .null,
            "before": .array(
                facts.before.map { earlier in
                    .object([
                        "asserted": earlier.asserted.map(Self.json) ?? .null,
                        "class": .string(earlier.recordClass.rawValue),
                        "facts": .object(earlier.facts.mapValues { .string($0) }),
                    ])
                }
            ),
            "class": .string(facts.recordClass.rawValue),
            "facts": .object(facts.facts.mapValues { .string($0) }),
        ])
    }

    private static func text(_ asserted: FactAssertion) -> String {
        "\(asserted.at) by \(asserted.by.printed): \(asserted.reason.printed)"
    }

    private static func json(_ asserted: FactAssertion) -> CanonicalJSON {
        .object([
            "at": .string(asserted.at.description), "by": .string(asserted.by),
            "reason": .string(asserted.reason),
        ])
    }
}
