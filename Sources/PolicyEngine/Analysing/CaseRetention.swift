/// What the retention rules of some packs say, as facts for other rules; see ``LatestMinimumEarliestMaximum``.
struct CaseRetention {
    private let space: CaseSpace
    private let running: CaseTruth
    private let overdue: CaseTruth
    /// For each source the cases in which it gives the end of the minimum.
    private let sources: [RetentionEffect.Source: CaseSet]
    /// The cases in which the retention rules leave nothing to a person.
    private let known: CaseSet
    /// Those in which it is also known which source gives the end of the minimum.
    private let sourceKnown: CaseSet

    init(_ rules: CaseRules) {
        let limits = CaseLimits(rules)
        space = rules.space
        let sets = space.sets
        let contradictory = sets.any(limits.contradictions.map(\.cases))
        let known = sets.without(limits.classified, sets.either(contradictory, limits.open))
        self.known = known
        sourceKnown = sets.without(known, limits.endOpen)
        running = sets.truth(sets.truth(limits.running), knownIn: known)
        overdue = sets.truth(sets.truth(limits.overdue), knownIn: known)
        let sourceKnown = sourceKnown
        sources = Dictionary(
            uniqueKeysWithValues: RetentionEffect.Source.allCases.map { source in
                (source, sets.both(sourceKnown, limits.isGiven(by: source)))
            }
        )
    }

    /// Answers that are free, for descriptions in the words of the rules that ask for them; they only do not contradict
    /// each other.
    init(freeIn space: CaseSpace) {
        self.space = space
        let sets = space.sets
        func answer(_ fact: String, _ value: FactValue) -> CaseSet {
            space.set(.free(Condition(fact: fact, test: .oneOf([value]))))
        }
        let running = answer("retention.running", .yesNo(true))
        let overdue = answer("retention.overdue", .yesNo(true))
        var given: [RetentionEffect.Source: CaseSet] = [:]
        var taken = CaseSet.none
        for source in RetentionEffect.Source.allCases {
            given[source] = sets.without(answer("retention.source", .word(source.rawValue)), taken)
            taken = sets.either(taken, given[source] ?? .none)
        }
        let known = sets.without(sets.either(sets.not(running), taken), sets.both(running, overdue))
        self.known = known
        sourceKnown = known
        self.running = sets.truth(sets.truth(running), knownIn: known)
        self.overdue = sets.truth(sets.truth(overdue), knownIn: known)
        sources = given.mapValues { sets.both($0, known) }
    }

    /// What a test says of a fact that the retention rules give.
    func truth(of condition: Condition, _ test: Condition.Test) -> CaseTruth {
        switch condition.fact {
        case "retention.running": return space.apply(test, to: running)
        case "retention.overdue": return space.apply(test, to: overdue)
        case "retention.source": return truth(ofSource: test)
        default:
            // The end of the minimum: days of this kind are compared only when a case is decided.
            if case .known(let isKnown) = test {
                let any = space.sets.any(Array(sources.values))
                return isKnown ? space.sets.truth(any) : space.sets.truth(any).negated
            }
            let free = space.set(.free(condition))
            return space.sets.truth(space.sets.truth(free), knownIn: sourceKnown)
        }
    }

    private func truth(ofSource test: Condition.Test) -> CaseTruth {
        let sets = space.sets
        func given(_ values: Set<FactValue>) -> CaseSet {
            sets.any(sources.filter { values.contains(.word($0.key.rawValue)) }.map(\.value))
        }
        switch test {
        case .oneOf(let values): return sets.truth(sets.truth(given(values)), knownIn: sourceKnown)
        case .noneOf(let values): return sets.truth(sets.truth(given(values)).negated, knownIn: sourceKnown)
        case .known(let isKnown):
            let any = sets.any(Array(sources.values))
            return isKnown ? sets.truth(any) : sets.truth(any).negated
        default: return .unknown
        }
    }
}
