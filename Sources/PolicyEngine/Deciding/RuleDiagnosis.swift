internal import VaultModel

/// Says why a rule did not fire or was not set aside, for those who write rules.
struct RuleDiagnosis {
    private let program: Program
    private let kind: DecisionKind
    /// Before and after the retention rules were asked.
    private let plainSituation: Situation
    private let situation: Situation
    private let asOf: Day

    init(_ engine: PolicyEngine, _ kind: DecisionKind, _ facts: FactSet, asOf: Day) {
        program = engine.program
        self.kind = kind
        self.asOf = asOf
        plainSituation = Situation(program, facts.cells, asOf: Cell.day(asOf))
        var situation = plainSituation
        situation.retention = situation.combineRetention().facts(sourceWords: program.sourceWords)
        self.situation = situation
    }

    /// Why a rule did not fire.
    func whyNotFired(_ id: String) -> String {
        guard let number = program.numbers[id] else { return "there is no rule \(id)" }
        let rule = program.rules[number]
        let situation = rule.kind == .retain ? plainSituation : situation
        let standings = RuleStandings(situation, rule.kind)
        switch (standings.fires(number), standings[number]) {
        case (.yes, .yes) where situation.lacksDays(rule):
            var gaps = Gaps(situation)
            gaps.add(daysOf: number)
            return "rule \(id) did not fire because \(unknown(gaps))"
        case (.yes, .yes):
            return "rule \(id) holds, but takes no part in a decision of the kind \(kind.rawValue)"
        case (.yes, .no), (.unknown, .no):
            return "rule \(id) was set aside by \(defeaters(of: number, standings, .yes))"
        case (.yes, .unknown):
            return
                "rule \(id) may be set aside by \(defeaters(of: number, standings, .unknown)), of which it is not "
                + "known whether it holds"
        case (.unknown, _): return "rule \(id) did not fire because \(unknown(number, situation, standings))"
        case (.no, _): return "rule \(id) did not fire because \(obstacle(rule, situation))"
        }
    }

    /// Why a rule was not set aside.
    func whyNotDefeated(_ id: String) -> String {
        guard let number = program.numbers[id] else { return "there is no rule \(id)" }
        let rule = program.rules[number]
        let situation = rule.kind == .retain ? plainSituation : situation
        let standings = RuleStandings(situation, rule.kind)
        guard standings.fires(number) != .no else {
            return "rule \(id) was not set aside, as it did not fire: \(obstacle(rule, situation))"
        }
        if standings[number] == .yes { return "rule \(id) was not set aside" }
        return whyNotFired(id)
    }

    private func defeaters(of number: Int, _ standings: RuleStandings, _ truth: Truth) -> String {
        program.rules[number].defeaters.places.map { program.defeaters[$0] }.filter { standings[$0] == truth }
            .map { program.sources[$0].id }.joined(separator: " and ")
    }

    private func unknown(_ number: Int, _ situation: Situation, _ standings: RuleStandings) -> String {
        var gaps = Gaps(situation)
        gaps.add(rule: number, by: standings)
        return unknown(gaps)
    }

    private func unknown(_ gaps: Gaps) -> String {
        var names = gaps.facts.sorted()
        names += gaps.contradictions.sorted().map { "the result (\($0))" }
        if gaps.waitsForRetention { names.append("what the retention rules say") }
        return "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") unknown"
    }

    private func obstacle(_ rule: CompiledRule, _ situation: Situation) -> String {
        if !situation.isInForce(rule) { return "it is not law on \(asOf)" }
        if situation.attachment(of: Int(rule.pack)) == .no {
            return "its pack \(program.packs[Int(rule.pack)].id) is not attached"
        }
        let conditions = program.conditions
        let wrong =
            rule.all.places.filter { situation.truth(of: conditions[$0]) == .no }
            + rule.none.places.filter { situation.truth(of: conditions[$0]) == .yes }
        if !wrong.isEmpty {
            return wrong.map { state(of: conditions[$0], situation) }.joined(separator: " and ")
        }
        return "none of its alternatives holds: "
            + rule.any.places.map { state(of: conditions[$0], situation) }.joined(separator: ", ")
    }

    private func state(of condition: CompiledCondition, _ situation: Situation) -> String {
        guard condition.fact >= 0 else { return "the vocabulary lacks its fact" }
        let name = program.table.definitions[Int(condition.fact)].name
        let cell = situation.cell(of: Int(condition.fact))
        guard let value = program.table.value(cell, of: Int(condition.fact)) else {
            return cell == Cell.unknown ? "\(name) is unknown" : "\(name) has no value"
        }
        return "\(name) is \(value.plain)"
    }
}
