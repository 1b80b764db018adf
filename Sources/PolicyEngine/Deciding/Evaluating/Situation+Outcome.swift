extension Situation {
    /// The outcome of a kind of decision other than retain.
    func outcome(_ kind: DecisionKind, by standings: RuleStandings? = nil) -> Outcome {
        switch kind {
        case .disclose: outcome(kind, DenyOverrides(), standings)
        case .transfer: outcome(kind, DenyOverridesThenAnyBasis(), standings)
        case .erase: outcome(kind, ExceptionsFirst(), standings)
        case .rectify: outcome(kind, MostPreserving(), standings)
        case .respond: outcome(kind, EarliestDeadline(), standings)
        case .notify: outcome(kind, UnionOfTasks(), standings)
        case .retain: combineRetention(by: standings).outcome
        }
    }

    private func outcome<Algorithm: CombiningAlgorithm>(
        _ kind: DecisionKind,
        _ algorithm: Algorithm,
        _ standings: RuleStandings?
    ) -> Outcome {
        var algorithm = algorithm
        combine(kind, with: &algorithm, by: standings)
        return algorithm.outcome
    }

    /// The rules that stand or may stand and whose missing facts could change the outcome.
    func rulesThatMatter(_ kind: DecisionKind, by standings: RuleStandings) -> [Int] {
        switch kind {
        case .disclose: rulesThatMatter(kind, DenyOverrides(), standings)
        case .transfer: rulesThatMatter(kind, DenyOverridesThenAnyBasis(), standings)
        case .erase: rulesThatMatter(kind, ExceptionsFirst(), standings)
        case .rectify: rulesThatMatter(kind, MostPreserving(), standings)
        case .respond: rulesThatMatter(kind, EarliestDeadline(), standings)
        case .notify: rulesThatMatter(kind, UnionOfTasks(), standings)
        case .retain: []
        }
    }

    private func rulesThatMatter<Algorithm: CombiningAlgorithm>(
        _ kind: DecisionKind,
        _ algorithm: Algorithm,
        _ standings: RuleStandings
    ) -> [Int] {
        var algorithm = algorithm
        combine(kind, with: &algorithm, by: standings)
        var found: [Int] = []
        for slice in program.slices(of: kind) {
            let numbers = slice.rules.map { program.rulesOfSlices[$0] }
            let isPermitting = numbers.contains {
                standings[$0] == .yes && [.permit, .permitWithConditions].contains(program.rules[$0].outcome)
            }
            found += numbers.filter { number in
                let (rule, stands) = (program.rules[number], standings[number])
                guard stands != .no else { return false }
                let item = item(rule, stands)
                let isOpen = stands == .unknown || !item.hasDays
                return isOpen && algorithm.couldChange(item, isPackPermitting: isPermitting)
            }
        }
        return found
    }
}
