internal import VaultModel

/// What a rule says, in words of a language; what facts mean stays in the words of the vocabulary.
struct EffectWriter {
    let conditions: ConditionWriter
    private let words: TableWords
    private let outcomes: ExplanationWords
    private let vocabulary: VocabularyWords
    private let periods: PeriodWriter
    private let days: LanguageDates

    init(conditions: ConditionWriter, _ language: Language) {
        self.conditions = conditions
        words = TableWords.of(language)
        outcomes = ExplanationWords.of(language)
        vocabulary = VocabularyWords.of(language)
        periods = PeriodWriter(language)
        days = LanguageDates(language)
    }

    /// The effect and what goes with it, a line each.
    func lines(_ rule: Rule) -> [String] {
        effect(rule) + house(rule)
            + rule.obligations.map { words.effects.also.filling(["duty": vocabulary.text($0)]) }
    }

    /// Why, on whose word and until when a house keeps something longer.
    private func house(_ rule: Rule) -> [String] {
        guard let house = rule.house else { return [] }
        return [
            words.effects.ground.filling(["ground": house.ground]),
            words.effects.owner.filling(["owner": house.owner, "day": days.text(house.reviewBy)]),
        ]
    }

    private func effect(_ rule: Rule) -> [String] {
        switch rule.effect {
        case .outcome(let outcome):
            [sentence(outcome, rule)]
                + (rule.basis.map { [words.effects.basis.filling(["basis": vocabulary.basis($0).text])] }
                    ?? [])
        case .retention(let effect): retention(effect)
        case .deadline(let deadline): self.deadline(deadline)
        case .tasks(let tasks): tasks.map(task)
        }
    }

    /// The sentence of a decision that only this rule made.
    private func sentence(_ outcome: Outcome, _ rule: Rule) -> String {
        var draft = DecisionDraft()
        draft.referTo = rule.referTo
        return outcomes.sentence(draft.decision(rule.decision, Day(daysSinceEpoch: 0), outcome))
    }

    private func retention(_ effect: RetentionEffect) -> [String] {
        var lines: [String] = []
        if let minimum = effect.minimum {
            lines.append(words.effects.atLeast.filling(["limit": limit(minimum)]))
        }
        if let maximum = effect.maximum {
            lines.append(words.effects.atMost.filling(["limit": limit(maximum)]))
        }
        if let fact = effect.suspendedWhile {
            lines.append(words.effects.suspended.filling(["fact": conditions.plain(fact)]))
        }
        if effect.minimum != .unlimited || effect.afterwards != .free {
            lines.append(outcomes.sentence(effect.afterwards))
        }
        return lines + [words.effects.source.filling(["source": source(effect.source)])]
    }

    private func source(_ source: RetentionEffect.Source) -> String {
        switch source {
        case .statute: words.sources.statute
        case .bylaw: words.sources.bylaw
        case .contract: words.sources.contract
        case .guidance: words.sources.guidance
        case .house: words.sources.house
        }
    }

    private func limit(_ limit: RetentionEffect.Limit) -> String {
        switch limit {
        case .unlimited: words.effects.withoutEnd
        case .period(let period, let from):
            words.effects.until.filling(["end": periods.end(period, after: conditions.plain(from))])
        }
    }

    private func deadline(_ deadline: Deadline) -> [String] {
        var lines = [words.answers.by.filling(["end": counted(deadline)])]
        if let extensionBy = deadline.extensionBy {
            let notice = deadline.noticeOfExtension.map {
                words.answers.notice.filling(["fact": conditions.plain($0)])
            }
            let extended = words.answers.extended.filling(["period": periods.text(extensionBy)])
            lines.append("\(extended)\(notice ?? "")")
        }
        return lines
    }

    private func task(_ task: NotificationTask) -> String {
        let who = vocabulary.recipient(task.who).text
        guard let by = task.by else { return words.answers.tellNow.filling(["who": who]) }
        return words.answers.tellBy.filling(["who": who, "end": counted(by)])
    }

    private func counted(_ deadline: Deadline) -> String {
        let end = periods.end(deadline.period, after: conditions.plain(deadline.from))
        return words.answers.counted.filling(["end": end, "counting": counting(deadline.counting)])
    }

    private func counting(_ counting: Counting) -> String {
        switch counting {
        case .eu1182: words.counting.eu1182
        case .bgb: words.counting.bgb
        case .termijnenwet: words.counting.termijnenwet
        case .plain: words.counting.plain
        case .hours: words.counting.hours
        }
    }
}
