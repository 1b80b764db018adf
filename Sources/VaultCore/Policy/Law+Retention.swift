internal import PolicyEngine
internal import VaultModel

extension Law {
    /// What a decision on retention means for somebody who looks what is due, and since or until when.
    func finding(of decision: Decision) -> (finding: DueRecord.Finding, day: Day?) {
        let since = decision.plainEnd?.next
        switch decision.outcome {
        case .escalate: return (.undecided, nil)
        case .keep where decision.keepsForever: return (.keptForever, nil)
        case .keep where !decision.suspendedBy.isEmpty: return (.suspended, decision.plainEnd)
        case .keep: return (.kept, decision.keepUntil?.day)
        case .mustDestroy:
            let since = decision.destroyAfter?.day.next
            return (decision.afterwards == .anonymise ? .mustAnonymise : .mustDestroy, since)
        default:
            switch decision.afterwards {
            case .destroy: return (.mustDestroy, since)
            case .anonymise: return (.mustAnonymise, since)
            case .block: return (.mustBlock, since)
            case .archive: return (.askArchive, since)
            case .review: return (.review, since)
            case .free, nil: return (.mayDestroy, since)
            }
        }
    }

    /// Why a decision on retention came out so, in one line: sentences and citations, or what is missing.
    func reason(of decision: Decision) -> String {
        if decision.outcome == .escalate { return decision.reasons.joined(separator: "; ") }
        let end = decision.plainEnd?.description ?? "the end of the period"
        let rules = decision.fired.filter { $0.decision == .retain }.map { rule in
            let sentence = (open.sentences[rule.id] ?? rule.id).replacing("{keep_until}", with: end)
            return "\(sentence) (\(rule.citations.map { "\($0.article) \($0.law)" }.joined(separator: "; ")))"
        }
        let holding = decision.suspendedBy.map { name in
            "The period does not end as long as this holds: \(rulebook.vocabulary.facts[name]?.plain ?? name)."
        }
        return rules.isEmpty
            ? "No rule says how long this must be kept." : (rules + holding).joined(separator: " ")
    }

    /// The facts that a decision misses, with who can supply them.
    func missing(in decision: Decision) -> [DueRecord.MissingFact] {
        decision.missing.compactMap { rulebook.vocabulary.facts[$0] }.map {
            DueRecord.MissingFact(name: $0.name, plain: $0.plain, supplier: $0.source.supplier)
        }
    }
}

extension Day {
    /// The day after.
    fileprivate var next: Self { Self(daysSinceEpoch: daysSinceEpoch + 1) }
}
