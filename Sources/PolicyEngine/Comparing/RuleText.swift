/// A rule in words, part by part.
struct RuleText {
    /// The parts, in the order in which they are told.
    let parts: [(heading: String, lines: [String])]

    init(_ rule: Rule, in vocabulary: Vocabulary) {
        let headings = TableHeadings("en")
        let conditions = ConditionWriter(vocabulary, headings.days)
        let days = headings.days
        let force = [
            rule.inForceFrom.map { "from \(days.text($0))" }, rule.inForceTo.map { "until \(days.text($0))" },
        ].compactMap(\.self).joined(separator: " ")
        let confirm = rule.needsConfirmation ? ", a person must confirm" : ""
        parts = [
            (headings[.when], conditions.lines(rule.when)),
            (headings[.effect], EffectWriter(conditions: conditions, .english).lines(rule)),
            (headings[.exceptions], rule.exceptionTo.sorted().map { "\(headings[.setsAside]) \($0)" }),
            (headings[.inForce], [force.isEmpty ? headings[.always] : force]),
            ("House schedule", rule.house.map(Self.lines) ?? []),
            (headings[.law], rule.citations.map { "\($0.article) \($0.law)" }),
            (headings[.confidence], [headings.name(rule.confidence) + confirm]),
            (
                headings[.sentence],
                rule.plain.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            ),
        ]
    }

    private static func lines(_ terms: HouseTerms) -> [String] {
        ["ground: \(terms.ground)", "owner: \(terms.owner)", "review by \(terms.reviewBy)"]
    }
}
