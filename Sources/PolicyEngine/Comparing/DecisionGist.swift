/// What a decision says, so short that the same of many records can be counted together: no day, no fact.
public struct DecisionGist: Hashable, Sendable {
    /// The answer.
    public let outcome: Outcome
    /// What it means, in words without a full stop.
    public let words: String
    /// The rule that decides, where one does.
    public let rule: String?
    /// Where that stands in the law.
    public let citation: Citation?
    /// Whether a person must confirm before anything is done.
    public let needsConfirmation: Bool

    /// With the law in brackets.
    public var sentence: String {
        citation.map { "\(words) (\($0.article) \($0.law))" } ?? words
    }

    init(_ decision: Decision, _ rules: [String: Rule]) {
        outcome = decision.outcome
        needsConfirmation = decision.needsConfirmation
        let rule = Self.deciding(decision, rules)
        self.rule = rule?.id
        citation = rule?.citations.first
        words = decision.kind == .retain ? Self.keeping(decision, rule) : Self.others(decision)
    }

    /// The rule that gives the end of keeping, or that states the outcome.
    private static func deciding(_ decision: Decision, _ rules: [String: Rule]) -> Rule? {
        guard decision.outcome != .escalate else { return nil }
        guard decision.kind == .retain else {
            let use = decision.fired.first {
                $0.decision == decision.kind && ($0.outcome?.supports(decision.outcome) ?? true)
            }
            return use.flatMap { rules[$0.id] }
        }
        if decision.keepsForever {
            return decision.fired.compactMap { rules[$0.id] }.first { rule in
                if case .retention(let effect) = rule.effect { effect.minimum == .unlimited } else { false }
            }
        }
        let meaning: DecisionDate.Meaning = decision.outcome == .mustDestroy ? .maximum : .minimum
        let dates = decision.dates.filter { $0.meaning == meaning }
        let date =
            meaning == .maximum
            ? dates.min { $0.date.day < $1.date.day } : dates.max { $0.date.day < $1.date.day }
        return date.flatMap { rules[$0.rule] }
    }

    private static func keeping(_ decision: Decision, _ rule: Rule?) -> String {
        var period = "its period"
        if let rule, case .retention(let effect) = rule.effect {
            let limit = decision.outcome == .mustDestroy ? effect.maximum : effect.minimum
            if case .period(let length, _)? = limit { period = length.words }
        }
        switch decision.outcome {
        case .keep where decision.keepsForever: return "kept without end"
        case .keep where !decision.suspendedBy.isEmpty:
            return "kept while something suspends the end of \(period)"
        case .keep: return "kept until the end of \(period)"
        case .mustDestroy: return "to be destroyed since the end of \(period)"
        case .noDuty: return rule == nil ? "kept by no law" : "kept no longer, since the end of \(period)"
        default: return undecided(decision)
        }
    }

    private static func others(_ decision: Decision) -> String {
        guard decision.outcome != .escalate else { return undecided(decision) }
        let sentence = ExplanationWords.english.sentence(decision)
        return (sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence).withoutCapital
    }

    private static func undecided(_ decision: Decision) -> String {
        decision.missing.isEmpty
            ? "left to a person" : "undecided without \(decision.missing.joined(separator: ", "))"
    }
}
