internal import VaultModel

extension DecisionMaker {
    /// Takes down which rules of a kind hold, were set aside, or are undecided.
    mutating func note(_ standings: RuleStandings, of noted: DecisionKind) {
        let closure = Set(program.plan(noted).closure)
        for number in closure.sorted() {
            let rule = program.rules[number]
            // A rule of another kind is of interest only for what it sets aside.
            guard rule.kind == noted || setsSomethingAside(number, closure, standings) else { continue }
            switch (standings.fires(number), standings[number]) {
            case (.no, _): continue
            case (_, .yes):
                if situation.lacksDays(rule) {
                    draft.add(undecided: number)
                } else {
                    draft.add(fired: number)
                }
            case (.yes, .no): draft.add(defeated: number, by: defeaters(of: number, standings))
            case (_, .unknown): draft.add(undecided: number)
            case (.unknown, .no): continue
            }
            for conditions in [rule.all, rule.any, rule.none] { draft.use(conditions, program) }
        }
    }

    private func defeaters(of number: Int, _ standings: RuleStandings) -> [Int] {
        program.rules[number].defeaters.places.map { program.defeaters[$0] }.filter { standings[$0] == .yes }
    }

    private func setsSomethingAside(_ number: Int, _ closure: Set<Int>, _ standings: RuleStandings) -> Bool {
        guard standings[number] != .no else { return false }
        return program.sources[number].exceptionTo.contains { id in
            program.numbers[id].map { closure.contains($0) && standings.fires($0) != .no } ?? false
        }
    }

    /// Takes down what a person must confirm, apart from dates.
    mutating func noteConfirmations() {
        for number in draft.fired {
            let rule = program.sources[number]
            if rule.confidence == .contested {
                draft.confirm("The rule \(rule.id) is contested")
            } else if rule.needsConfirmation {
                draft.confirm("The source of the rule \(rule.id) was not checked to the end")
            }
            if let terms = rule.house, terms.reviewBy < asOf {
                draft.confirm(
                    "The entry \(rule.id) was to be reviewed by \(terms.reviewBy): ask \(terms.owner)"
                )
            }
        }
        for id in draft.packs {
            guard let pack = rulebook.packs[id], pack.reviewBy < asOf else { continue }
            draft.confirm("The rules of \"\(pack.title)\" were to be reviewed by \(pack.reviewBy)")
        }
    }

    /// Takes down the facts that the rules looked at, and the rest of what is told of rules.
    mutating func noteFacts(_ outcome: Outcome) {
        for fact in draft.usedFacts { noteFact(fact) }
        draft.undecidedIDs = draft.undecided.map { program.sources[$0].id }
        draft.firedRules = draft.fired.map { RuleUse(program.sources[$0]) }
        draft.defeatedRules = draft.defeated.map { number, by in
            DefeatedRule(rule: RuleUse(program.sources[number]), by: by.map { program.sources[$0].id })
        }
        for number in draft.fired {
            let rule = program.sources[number]
            for citation in rule.citations { draft.cite(citation) }
            if case .outcome(let stated) = rule.effect, rule.decision == kind, !stated.supports(outcome) {
                continue
            }
            for obligation in rule.obligations { draft.oblige(obligation) }
        }
    }

    private mutating func noteFact(_ fact: Int) {
        let definition = program.table.definitions[fact]
        switch program.table.derivations[fact] {
        case .age(let from, let at): [from, at].forEach { noteFact($0) }
        case .happened(let day): noteFact(day)
        case .membership(let of, _), .adequacy(let of): noteFact(of)
        default: break
        }
        guard let value = program.table.value(situation.cell(of: fact), of: fact) else { return }
        draft.factsUsed[definition.name] = value
        if facts.stated[definition.name] == nil, definition.otherwise == value {
            draft.assumed.insert(definition.name)
        }
    }

    /// Takes down the basis of a transfer: of those that hold, the first in the order of the vocabulary.
    mutating func noteBasis(_ standings: RuleStandings, _ outcome: Outcome) {
        guard [.permit, .permitWithConditions].contains(outcome) else { return }
        let found = program.plan(.transfer).rules.filter { number in
            standings[number] == .yes
                && [.permit, .permitWithConditions].contains(program.rules[number].outcome)
        }
        let order = rulebook.vocabulary.basisOrder
        func place(_ basis: String) -> (Int, String) { (order.firstIndex(of: basis) ?? order.count, basis) }
        draft.basis = found.compactMap { program.sources[$0].basis }.min { place($0) < place($1) }
        guard draft.basis == "adequacy", let destination = situation.destination,
            let fact = program.destination,
            case .word(let country) = program.table.value(destination, of: fact)
        else { return }
        for decision in rulebook.adequacy where decision.destination == country {
            if decision.from <= asOf, decision.to.map({ asOf <= $0 }) ?? true {
                draft.cite(decision.citation)
            }
        }
    }
}
