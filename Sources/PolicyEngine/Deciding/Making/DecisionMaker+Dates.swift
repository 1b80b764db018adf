internal import VaultModel

extension DecisionMaker {
    /// Takes down what the retention rules say.
    mutating func noteRetention(_ finding: RetentionFinding, _ outcome: Outcome) {
        if kind != .retain { note(finding.standings, of: .retain) }
        for number in program.plan(.retain).rules where finding.standings[number] == .yes {
            noteLimits(of: number)
        }
        guard finding.outcome != .escalate else { return }
        let isRunning = finding.algorithm.minimum >= Int64(Cell.day(asOf))
        let isOverdue = finding.algorithm.maximum < Int64(Cell.day(asOf))
        if let rule = finding.maximumRule, outcome != .erase || isOverdue {
            draft.destroyAfter = draft.date(of: program.sources[rule].id, .maximum)
        }
        if let rule = finding.minimumRule, case .retention(let effect) = program.sources[rule].effect {
            draft.afterwards = effect.afterwards
        }
        guard outcome != .erase, isRunning else { return }
        draft.keepsForever = finding.algorithm.minimum == RetentionBounds.unlimited
        draft.suspendedBy = finding.algorithm.minimum == RetentionBounds.suspended ? finding.suspendedBy : []
        // What a law keeps for less long than a house or a contract does, the law keeps until then.
        if let duty = finding.algorithm.duty, duty.end < finding.algorithm.minimum,
            let rule = finding.dutyRule
        {
            draft.dutyUntil = draft.date(of: program.sources[rule].id, .minimum)
        }
        guard !draft.keepsForever, draft.suspendedBy.isEmpty, let rule = finding.minimumRule else { return }
        draft.keepUntil = draft.date(of: program.sources[rule].id, .minimum)
    }

    private mutating func noteLimits(of number: Int) {
        guard case .retention(let effect) = program.sources[number].effect else { return }
        if let fact = effect.suspendedWhile.flatMap({ program.table.numbers[$0] }) { draft.use(fact: fact) }
        for (meaning, limit) in [(DecisionDate.Meaning.minimum, effect.minimum), (.maximum, effect.maximum)] {
            guard case .period(let period, let from) = limit, let day = day(of: from) else { continue }
            let date = PeriodCounter.end(of: period, after: day, counting: .plain)
            draft.add(
                DecisionDate(meaning: meaning, rule: program.sources[number].id, from: from, date: date)
            )
        }
    }

    /// Takes down by when the request must be answered.
    mutating func noteAnswer() {
        guard [.respond, .erase, .rectify, .disclose].contains(kind) else { return }
        if kind != .respond, day(of: "request.received") == nil { return }
        let standings = RuleStandings(situation, .respond)
        if kind != .respond { note(standings, of: .respond) }
        var earliest: (date: CountedDate, number: Int)?
        for number in program.plan(.respond).rules where standings[number] != .no {
            guard let date = answer(by: number) else { continue }
            if earliest.map({ date.day < $0.date.day }) ?? true { earliest = (date, number) }
        }
        guard let earliest else { return }
        draft.due = earliest.date
        let id = program.sources[earliest.number].id
        if earliest.date.isProvisional {
            draft.confirm(
                "By which day the rule \(id) wants an answer depends on holidays that are not certain"
            )
        }
        if standings[earliest.number] == .unknown {
            draft.confirm(
                "It is not known whether the rule \(id) applies; its earlier day for the answer is taken"
            )
        }
    }

    private mutating func answer(by number: Int) -> CountedDate? {
        guard case .deadline(let deadline) = program.sources[number].effect, let day = day(of: deadline.from)
        else {
            return nil
        }
        let notice = deadline.noticeOfExtension.flatMap { self.day(of: $0) }
        let date = PeriodCounter.end(of: deadline, after: day, notice: notice, calendar: calendar)
        let first = PeriodCounter.end(of: deadline, after: day, calendar: calendar, explaining: false)
        draft.add(
            DecisionDate(
                meaning: .answer,
                rule: program.sources[number].id,
                from: deadline.from,
                date: date,
                isExtended: date.day > first.day
            )
        )
        return date
    }

    /// Takes down who must be told by when.
    mutating func noteTasks(_ standings: RuleStandings) {
        for number in program.plan(.notify).rules where standings[number] == .yes {
            guard case .tasks(let tasks) = program.sources[number].effect else { continue }
            for task in tasks { note(task, of: program.sources[number].id) }
        }
        draft.due = draft.tasks.compactMap(\.by).min { $0.day < $1.day }
    }

    private mutating func note(_ task: NotificationTask, of rule: String) {
        var date: CountedDate?
        if let deadline = task.by, let day = day(of: deadline.from) {
            let counted = PeriodCounter.end(of: deadline, after: day, calendar: calendar)
            draft.add(DecisionDate(meaning: .task, rule: rule, from: deadline.from, date: counted))
            if counted.isProvisional {
                draft.confirm("A day of the rule \(rule) depends on holidays that are not certain")
            }
            date = counted
        }
        let isKnown = draft.tasks.contains { $0.who == task.who && $0.by?.day == date?.day }
        if !isKnown { draft.tasks.append(DatedTask(who: task.who, by: date, rule: rule)) }
    }

    /// The known day of a fact; it counts as used.
    private mutating func day(of name: String) -> Day? {
        guard let fact = program.table.numbers[name],
            case .day(let day) = program.table.value(situation.cell(of: fact), of: fact)
        else { return nil }
        draft.use(fact: fact)
        return day
    }

    /// The holidays of the controller's place; those of its country when the place is not known.
    private var calendar: HolidayCalendar? {
        if case .word(let region) = facts.stated["controller.region"] {
            if let calendar = rulebook.calendars[region] { return calendar }
        }
        guard case .word(let country) = facts.stated["controller.country"] else { return nil }
        return rulebook.calendars[country]
    }
}
