internal import VaultModel

/// What the retention rules say, and why.
struct RetentionFinding {
    let algorithm: LatestMinimumEarliestMaximum
    let standings: RuleStandings
    let outcome: Outcome
    /// The missing facts that could change it, or the facts that it gives to other rules.
    private(set) var missing: Set<String> = []
    /// Why a person must decide.
    private(set) var reasons: [String] = []
    /// The rules that give the end of the minimum and of the maximum.
    private(set) var minimumRule: Int?
    private(set) var maximumRule: Int?
    /// The rule of the strongest source that runs.
    private(set) var dutyRule: Int?
    /// The facts that suspend the minimum.
    private(set) var suspendedBy: [String] = []

    init(_ situation: Situation) {
        standings = RuleStandings(situation, .retain)
        algorithm = situation.combineRetention(by: standings)
        outcome = algorithm.outcome
        let program = situation.program
        let rules = program.plan(.retain).rules.filter {
            program.rules[$0].retention >= 0 && standings[$0] != .no
        }
        for number in rules where standings[number] == .yes { look(at: number, situation) }
        if outcome == .escalate {
            explain(rules, situation)
        } else if algorithm.isEndOpen {
            var gaps = Gaps(situation)
            for number in rules { addGapsOfEnd(of: number, &gaps, situation) }
            missing = gaps.facts
            reasons = gaps.reasons
        }
    }

    private mutating func look(at number: Int, _ situation: Situation) {
        let program = situation.program
        let retention = program.retentions[Int(program.rules[number].retention)]
        let bounds = situation.bounds(of: retention)
        if bounds.earliestMinimum != RetentionBounds.none, bounds.earliestMinimum == algorithm.minimum,
            retention.source == algorithm.source, minimumRule == nil
        {
            minimumRule = number
        }
        if let duty = algorithm.duty, bounds.earliestMinimum == duty.end, retention.source == duty.source,
            dutyRule == nil
        {
            dutyRule = number
        }
        if bounds.latestMaximum != RetentionBounds.unlimited, bounds.latestMaximum == algorithm.maximum,
            maximumRule == nil
        {
            maximumRule = number
        }
        if bounds.earliestMinimum == RetentionBounds.suspended {
            let name = program.table.definitions[retention.suspendedWhile].name
            if !suspendedBy.contains(name) { suspendedBy.append(name) }
        }
    }

    private mutating func explain(_ rules: [Int], _ situation: Situation) {
        let program = situation.program
        if situation.isUnclassified {
            missing.insert("record.class")
            reasons.append("The record has no class yet, so that no rule can be chosen for it")
        }
        if algorithm.isContradictory, let minimumRule, let maximumRule {
            reasons.append(
                "The rule \(program.sources[minimumRule].id) keeps the record longer than the rule "
                    + "\(program.sources[maximumRule].id) allows"
            )
        }
        var gaps = Gaps(situation)
        for number in rules { addGaps(of: number, &gaps, situation) }
        missing.formUnion(gaps.facts)
        reasons += gaps.reasons
        if gaps.waitsForRetention { reasons.append("A rule of retention asks for what only they can say") }
    }

    /// What is missing to know the end of the minimum, when it is over in any case.
    private func addGapsOfEnd(of number: Int, _ gaps: inout Gaps, _ situation: Situation) {
        let retention = situation.program.retentions[Int(situation.program.rules[number].retention)]
        guard situation.bounds(of: retention).latestMinimum > algorithm.minimum else { return }
        gaps.add(rule: number, by: standings)
        gaps.add(retention.minimum)
    }

    private func addGaps(of number: Int, _ gaps: inout Gaps, _ situation: Situation) {
        let program = situation.program
        let retention = program.retentions[Int(program.rules[number].retention)]
        let bounds = situation.bounds(of: retention)
        let isSure = standings[number] == .yes
        let hasOpenMinimum = !isSure || bounds.earliestMinimum != bounds.latestMinimum
        let hasOpenMaximum = !isSure || bounds.earliestMaximum != bounds.latestMaximum
        let minimumMatters = hasOpenMinimum && algorithm.couldChange(latestMinimum: bounds.latestMinimum)
        let maximumMatters = hasOpenMaximum && algorithm.couldChange(earliestMaximum: bounds.earliestMaximum)
        guard minimumMatters || maximumMatters else { return }
        gaps.add(rule: number, by: standings)
        if minimumMatters { gaps.add(retention.minimum) }
        if maximumMatters { gaps.add(retention.maximum) }
        if retention.suspendedWhile >= 0 { gaps.add(fact: retention.suspendedWhile) }
    }
}
