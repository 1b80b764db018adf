/// The missing facts on which rules depend.
struct Gaps {
    let situation: Situation
    private(set) var facts: Set<String> = []
    /// Known days that cannot both be right, in sentences.
    private(set) var contradictions: Set<String> = []
    /// Whether a rule waits for what the retention rules say.
    private(set) var waitsForRetention = false
    /// Whether a rule asks for a fact that the vocabulary lacks, or stands in a circle of exceptions.
    private(set) var isBeyondFacts = false
    private var visited: Set<Int> = []
    private var program: Program { situation.program }

    init(_ situation: Situation) {
        self.situation = situation
    }

    /// Adds what is missing to know whether a rule stands.
    mutating func add(rule number: Int, by standings: RuleStandings) {
        guard visited.insert(number).inserted else { return }
        let rule = program.rules[number]
        if standings.fires(number) == .unknown { addConditions(of: rule) }
        if rule.isCircular { isBeyondFacts = true }
        for place in rule.defeaters.places where standings[program.defeaters[place]] == .unknown {
            add(rule: program.defeaters[place], by: standings)
        }
    }

    /// Adds the days that are missing to count a rule's periods.
    mutating func add(daysOf number: Int) {
        let rule = program.rules[number]
        for place in rule.deadlineFacts.places { add(fact: program.deadlineFacts[place]) }
        guard rule.retention >= 0 else { return }
        let retention = program.retentions[Int(rule.retention)]
        add(retention.minimum)
        add(retention.maximum)
        if retention.suspendedWhile >= 0 { add(fact: retention.suspendedWhile) }
    }

    /// Adds the day from which a limit counts.
    mutating func add(_ limit: CompiledLimit) {
        switch limit {
        case .period(_, let from): add(fact: from)
        case .unanswerable: isBeyondFacts = true
        case .none, .unlimited: break
        }
    }

    /// Why knowing more facts would not help, in sentences.
    var reasons: [String] {
        contradictions.sorted() + (isBeyondFacts ? ["A rule cannot be applied to any facts"] : [])
    }

    /// Adds what is missing to know whether a pack is attached.
    mutating func add(pack: Int) {
        guard situation.attachment(of: pack) == .unknown else { return }
        for alternative in program.alternatives(attaching: pack) where situation.all(alternative) == .unknown
        {
            addUnknown(alternative)
        }
    }

    /// Adds a fact when it is missing, or what is missing to compute it.
    mutating func add(fact: Int) {
        guard fact >= 0 else {
            isBeyondFacts = true
            return
        }
        guard situation.cell(of: fact) == Cell.unknown else { return }
        switch program.table.derivations[fact] {
        case .none: facts.insert(program.table.definitions[fact].name)
        case .age(let from, let at):
            if situation.cell(of: from) != Cell.unknown, situation.cell(of: at) != Cell.unknown {
                let (first, second) = (program.table.definitions[from], program.table.definitions[at])
                contradictions.insert("These days are in the wrong order: \(first.plain), \(second.plain)")
            }
            add(fact: from)
            add(fact: at)
        case .happened(let day): add(fact: day)
        case .retentionRunning, .retentionEnd, .retentionSource, .retentionOverdue: waitsForRetention = true
        case .membership(let of, _): add(fact: of)
        case .adequacy(let of):
            if situation.cell(of: of) == Cell.unknown { add(fact: of) } else { addAdequacy() }
        }
    }

    private mutating func addConditions(of rule: CompiledRule) {
        add(pack: Int(rule.pack))
        addUnknown(rule.all)
        addUnknown(rule.none)
        if !rule.any.isEmpty, situation.any(rule.any) == .unknown { addUnknown(rule.any) }
    }

    private mutating func addUnknown(_ conditions: Stretch) {
        for place in conditions.places where situation.truth(of: program.conditions[place]) == .unknown {
            let condition = program.conditions[place]
            add(fact: Int(condition.fact))
            switch condition.operation {
            case .within: add(fact: Int(condition.other))
            case .unanswerable: isBeyondFacts = true
            default: break
            }
        }
    }

    private mutating func addAdequacy() {
        guard let destination = situation.destination else { return }
        for decision in program.adequacy where decision.country == destination {
            if situation.covers(decision) == .unknown { add(fact: decision.scope) }
        }
    }
}
