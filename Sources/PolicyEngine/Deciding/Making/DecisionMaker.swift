internal import VaultModel

/// Makes one decision with everything that explains it.
struct DecisionMaker {
    let rulebook: Rulebook
    let program: Program
    let kind: DecisionKind
    let facts: FactSet
    let asOf: Day
    var situation: Situation
    var draft = DecisionDraft()

    init(_ engine: PolicyEngine, _ kind: DecisionKind, _ facts: FactSet, asOf: Day) {
        rulebook = engine.rulebook
        program = engine.program
        self.kind = kind
        self.facts = facts
        self.asOf = asOf
        situation = Situation(program, facts.cells, asOf: Cell.day(asOf))
    }

    /// Makes the decision.
    mutating func make() -> Decision {
        notePacks()
        guard situation.isAnyPackAttached == .yes else { return withoutLaw() }
        var retention: RetentionFinding?
        if kind == .retain || kind == .erase || program.needsRetention[kind.place] {
            let finding = RetentionFinding(situation)
            situation.retention = finding.algorithm.facts(sourceWords: program.sourceWords)
            retention = finding
        }
        let standings =
            retention.flatMap { kind == .retain ? $0.standings : nil } ?? RuleStandings(situation, kind)
        note(standings, of: kind)
        let outcome = conclude(standings, retention)
        if let retention { noteRetention(retention, outcome) }
        noteAnswer()
        if kind == .notify { noteTasks(standings) }
        if kind == .transfer { noteBasis(standings, outcome) }
        noteMissing()
        noteConfirmations()
        noteFacts(outcome)
        return draft.decision(kind, asOf, outcome)
    }

    private mutating func notePacks() {
        for (number, pack) in program.packs.enumerated() where situation.attachment(of: number) == .yes {
            draft.packs.append(pack.id)
            for alternative in program.alternatives(attaching: number)
            where situation.all(alternative) == .yes {
                draft.use(alternative, program)
            }
        }
    }

    private mutating func withoutLaw() -> Decision {
        var gaps = Gaps(situation)
        program.packs.indices.forEach { gaps.add(pack: $0) }
        draft.missing = gaps.facts
        draft.reasons.append("No law is known for these facts")
        noteMissing()
        noteFacts(.escalate)
        return draft.decision(kind, asOf, .escalate)
    }

    /// The outcome, with its reasons and what is missing.
    private mutating func conclude(_ standings: RuleStandings, _ retention: RetentionFinding?) -> Outcome {
        if kind == .retain, let retention {
            guard retention.outcome == .escalate else { return retention.outcome }
            draft.missing = retention.missing
            draft.reasons += retention.reasons
            return retention.outcome
        }
        let outcome = situation.outcome(kind, by: standings)
        if outcome == .escalate {
            escalate(standings, retention)
        } else if !draft.fired.contains(where: { program.rules[$0].kind == kind && states($0, outcome) }) {
            addDefaultReason(outcome)
        }
        if outcome == .refer {
            let rule = draft.fired.first { program.sources[$0].referTo != nil }
            draft.referTo = rule.flatMap { program.sources[$0].referTo }
        }
        draft.restrictsUse = restrictsUse(outcome)
        return outcome
    }

    private mutating func escalate(_ standings: RuleStandings, _ retention: RetentionFinding?) {
        var gaps = Gaps(situation)
        for number in situation.rulesThatMatter(kind, by: standings) {
            gaps.add(rule: number, by: standings)
            gaps.add(daysOf: number)
        }
        if kind == .disclose {
            for slice in program.slices(of: kind) { gaps.add(pack: slice.pack) }
        }
        draft.missing = gaps.facts
        if gaps.waitsForRetention, let retention { draft.missing.formUnion(retention.missing) }
        if gaps.waitsForRetention, let retention { draft.reasons += retention.reasons }
        draft.reasons += gaps.reasons
        addContradictions(standings)
        for number in draft.fired where program.rules[number].kind == kind && states(number, .escalate) {
            draft.reasons.append(program.sources[number].reasonToAsk)
        }
        if kind == .rectify, draft.reasons.isEmpty, draft.missing.isEmpty {
            draft.reasons.append("No rule says how this record may be corrected")
        }
    }

    /// Names standing rules of an erasure that do not agree.
    private mutating func addContradictions(_ standings: RuleStandings) {
        guard kind == .erase else { return }
        let stating = program.plan(kind).rules.filter { standings[$0] == .yes }
        guard Set(stating.map { program.rules[$0].outcome }).count > 1 else { return }
        let said = stating.map { "\(program.sources[$0].id) says \(program.rules[$0].outcome.verb)" }
        draft.reasons.append("Rules contradict each other: \(said.joined(separator: ", "))")
    }

    private mutating func addDefaultReason(_ outcome: Outcome) {
        switch (kind, outcome) {
        case (.erase, .refuse): draft.reasons.append("No ground for erasure was stated")
        case (.transfer, .deny): draft.reasons.append("No basis for the transfer was found")
        case (.disclose, .deny): draft.reasons.append("Not every law that applies permits it")
        default: break
        }
    }

    private mutating func noteMissing() {
        draft.missingInWords = draft.missing.sorted().map { rulebook.vocabulary.facts[$0]?.plain ?? $0 }
    }

    private func states(_ number: Int, _ outcome: Outcome) -> Bool {
        if case .outcome(let stated) = program.sources[number].effect { return stated == outcome }
        return true
    }

    /// Whether a record is kept although somebody asked for its erasure.
    private func restrictsUse(_ outcome: Outcome) -> Bool {
        guard kind == .erase, isAskedFor else { return false }
        if outcome == .escalate { return true }
        return outcome == .refuse && draft.fired.contains { program.rules[$0].kind == .erase }
    }

    private var isAskedFor: Bool {
        if let request = facts.stated["request.kind"] { return request == .word("erasure") }
        return facts.stated["request.received"] != nil
    }
}
