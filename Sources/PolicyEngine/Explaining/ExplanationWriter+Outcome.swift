internal import VaultModel

extension ExplanationWriter {
    /// The outcome in sentences.
    var outcome: [ExplanationLine] {
        var sentences = decision.outcome == .escalate ? escalation : [own(words.sentence(decision))]
        if decision.outcome != .escalate { sentences += decision.reasons.map { .english("\($0).") } }
        sentences += keeping
        if decision.restrictsUse { sentences.append(own(words.keeping.restricted)) }
        if let due = decision.due, decision.kind != .notify {
            let isLate = due.day < decision.asOf
            sentences.append(own(isLate ? words.dates.lateAnswer : words.dates.answer, ["day": own(due.day)]))
        }
        return sentences
    }

    private var escalation: [ExplanationLine] {
        let until = own(words.untilSupplied(decision.kind))
        let missing = decision.missing.map { own(words.open.missing, ["fact": plain($0), "until": until]) }
        let asking = decision.fired.filter { $0.decision == decision.kind && $0.outcome == .escalate }
        let said = asking.map { own(words.open.asked, ["sentence": sentence(of: $0.id)]) }
        let known = Set(asking.compactMap { sentences.rules[$0.id]?.reasonToAsk })
        let others = decision.otherReasons.filter { !known.contains($0) }
        guard !others.isEmpty || (missing.isEmpty && said.isEmpty) else { return missing + said }
        let because =
            others.isEmpty
            ? own(words.open.leftOpen) : .english(others.map(\.withoutCapital).joined(separator: "; "))
        return missing + said + [own(words.open.because, ["reasons": because])]
    }

    private var keeping: [ExplanationLine] {
        if decision.keepsForever { return [own(words.keeping.withoutEnd)] }
        if !decision.suspendedBy.isEmpty {
            let facts = decision.suspendedBy.map(plain).joined(separator: .english("; "))
            return [own(words.keeping.suspended, ["facts": facts])]
        }
        var sentences: [ExplanationLine] = []
        if let date = decision.keepUntil {
            sentences.append(own(words.keeping.untilDay, ["day": own(date.day)]))
        }
        if let date = decision.destroyAfter {
            let isPast = date.day < decision.asOf
            let template = isPast ? words.keeping.wasToBeDestroyed : words.keeping.toBeDestroyed
            sentences.append(own(template, ["day": own(date.day)]))
        }
        if let afterwards = decision.afterwards, decision.keepUntil != nil {
            sentences.append(own(words.sentence(afterwards)))
        }
        return sentences
    }
}
