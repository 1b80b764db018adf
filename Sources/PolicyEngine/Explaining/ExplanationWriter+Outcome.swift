internal import VaultModel

extension ExplanationWriter {
    /// The outcome in sentences.
    var outcome: [String] {
        var sentences = decision.outcome == .escalate ? escalation : [decision.outcome.sentence(decision)]
        if decision.outcome != .escalate { sentences += decision.reasons.map { "\($0)." } }
        sentences += keeping
        if decision.restrictsUse {
            sentences.append("Until then it may be used only for what the law still needs it for.")
        }
        if let due = decision.due, decision.kind != .notify { sentences.append(answer(due)) }
        return sentences
    }

    private var escalation: [String] {
        let facts = decision.missing.map { rulebook.vocabulary.facts[$0]?.plain ?? $0 }
        let missing = facts.map { "A fact is missing: \($0). \(decision.kind.untilSupplied)" }
        let others = decision.reasons.filter { !$0.hasPrefix("A fact is missing: ") }
        guard !others.isEmpty || missing.isEmpty else { return missing }
        let because = others.isEmpty ? ["the rules leave it open"] : others.map(\.withoutCapital)
        return missing + ["A person must decide, because \(because.joined(separator: "; "))."]
    }

    private var keeping: [String] {
        if decision.keepsForever { return ["It must be kept without end."] }
        if !decision.suspendedBy.isEmpty {
            let facts = decision.suspendedBy.map { rulebook.vocabulary.facts[$0]?.plain ?? $0 }
            return [
                "The period of keeping does not end as long as this holds: \(facts.joined(separator: "; "))."
            ]
        }
        var sentences: [String] = []
        if let date = decision.keepUntil {
            sentences.append("It must be kept until \(English.date(date.day)).")
        }
        if let date = decision.destroyAfter {
            let verb = date.day < decision.asOf ? "was to be" : "is to be"
            sentences.append("It \(verb) destroyed after \(English.date(date.day)).")
        }
        if let afterwards = decision.afterwards, decision.keepUntil != nil {
            sentences.append(afterwards.sentence)
        }
        return sentences
    }

    private func answer(_ due: CountedDate) -> String {
        let isLate = due.day < decision.asOf
        return "The request \(isLate ? "was to be" : "must be") answered by \(English.date(due.day))"
            + (isLate ? "; that day has passed." : ".")
    }

    /// The plain sentence of a rule in the language asked for, with the day filled in.
    func sentence(of id: String) -> String {
        guard let sentence = sentences.sentence(of: id, in: language, for: decision) else { return id }
        guard sentence.language != language else { return sentence.text }
        return "\(sentence.text) (in English; the rule has no sentence in \"\(language)\")"
    }
}
