internal import VaultModel

/// A decision in the making.
struct DecisionDraft {
    var packs: [String] = []
    private(set) var fired: [Int] = []
    private(set) var defeated: [(Int, by: [Int])] = []
    private(set) var undecided: [Int] = []
    private(set) var usedFacts: Set<Int> = []
    var firedRules: [RuleUse] = []
    var defeatedRules: [DefeatedRule] = []
    var undecidedIDs: [String] = []
    var factsUsed: [String: FactValue] = [:]
    var assumed: Set<String> = []
    var missing: Set<String> = []
    var missingInWords: [String] = []
    var reasons: [String] = []
    var keepUntil: CountedDate?
    var dutyUntil: CountedDate?
    var keepsForever = false
    var suspendedBy: [String] = []
    var destroyAfter: CountedDate?
    var afterwards: RetentionEffect.Afterwards?
    var due: CountedDate?
    var tasks: [DatedTask] = []
    var basis: String?
    var referTo: String?
    var restrictsUse = false
    private(set) var dates: [DecisionDate] = []
    private(set) var citations: [Citation] = []
    private(set) var obligations: [Obligation] = []
    private(set) var confirmations: [String] = []

    mutating func add(fired number: Int) {
        if !fired.contains(number) { fired.append(number) }
    }

    mutating func add(defeated number: Int, by: [Int]) {
        if !defeated.contains(where: { $0.0 == number }) { defeated.append((number, by: by)) }
    }

    mutating func add(undecided number: Int) {
        if !undecided.contains(number) { undecided.append(number) }
    }

    /// Notes that the facts of some conditions were looked at.
    mutating func use(_ conditions: Stretch, _ program: Program) {
        for place in conditions.places {
            let condition = program.conditions[place]
            use(fact: Int(condition.fact))
            if condition.operation == .within { use(fact: Int(condition.other)) }
        }
    }

    mutating func use(fact: Int) {
        if fact >= 0 { usedFacts.insert(fact) }
    }

    mutating func add(_ date: DecisionDate) {
        if !dates.contains(date) { dates.append(date) }
    }

    /// The date that a rule led to.
    func date(of rule: String, _ meaning: DecisionDate.Meaning) -> CountedDate? {
        dates.first { $0.rule == rule && $0.meaning == meaning }?.date
    }

    mutating func cite(_ citation: Citation) {
        if !citations.contains(citation) { citations.append(citation) }
    }

    /// Adds an obligation; what belongs to the same duty is put together.
    mutating func oblige(_ obligation: Obligation) {
        guard let place = obligations.firstIndex(where: { $0.duty == obligation.duty }) else {
            return obligations.append(obligation)
        }
        let more = obligation.content.filter { !obligations[place].content.contains($0) }
        obligations[place] = Obligation(duty: obligation.duty, content: obligations[place].content + more)
    }

    mutating func confirm(_ sentence: String) {
        if !confirmations.contains(sentence) { confirmations.append(sentence) }
    }

    /// The decision.
    func decision(_ kind: DecisionKind, _ asOf: Day, _ outcome: Outcome) -> Decision {
        Decision(
            kind: kind,
            asOf: asOf,
            outcome: outcome,
            otherReasons: reasons,
            packs: packs,
            fired: firedRules,
            defeated: defeatedRules,
            undecided: undecidedIDs,
            factsUsed: factsUsed,
            assumed: assumed.sorted(),
            missing: missing.sorted(),
            missingInWords: missingInWords,
            citations: citations,
            obligations: obligations,
            keepUntil: keepUntil,
            dutyUntil: dutyUntil,
            keepsForever: keepsForever,
            suspendedBy: suspendedBy,
            destroyAfter: destroyAfter,
            afterwards: afterwards,
            due: due,
            tasks: tasks,
            dates: dates,
            basis: basis,
            referTo: referTo,
            restrictsUse: restrictsUse,
            confirmations: confirmations
        )
    }
}
