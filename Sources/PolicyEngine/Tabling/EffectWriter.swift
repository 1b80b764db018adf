internal import VaultModel

/// What a rule says, in words.
struct EffectWriter {
    let conditions: ConditionWriter

    /// The effect and what goes with it, a line each.
    func lines(_ rule: Rule) -> [String] {
        effect(rule) + house(rule)
            + rule.obligations.map { obligation in
                let content = obligation.content.map(\.asWords).joined(separator: ", ")
                return "also: \(obligation.duty.asWords)\(content.isEmpty ? "" : " (\(content))")"
            }
    }

    /// Why, on whose word and until when a house keeps something longer.
    private func house(_ rule: Rule) -> [String] {
        guard let house = rule.house else { return [] }
        return [
            "ground: \(house.ground)",
            "owner: \(house.owner); to be reviewed by \(English.date(house.reviewBy))",
        ]
    }

    private func effect(_ rule: Rule) -> [String] {
        switch rule.effect {
        case .outcome(let outcome):
            [sentence(outcome, rule)] + (rule.basis.map { ["basis: \($0.asWords)"] } ?? [])
        case .retention(let effect): retention(effect)
        case .deadline(let deadline): self.deadline(deadline)
        case .tasks(let tasks): tasks.map(task)
        }
    }

    /// The sentence of a decision that only this rule made.
    private func sentence(_ outcome: Outcome, _ rule: Rule) -> String {
        var draft = DecisionDraft()
        draft.referTo = rule.referTo
        return ExplanationWords.english.sentence(
            draft.decision(rule.decision, Day(daysSinceEpoch: 0), outcome)
        )
    }

    private func retention(_ effect: RetentionEffect) -> [String] {
        var lines: [String] = []
        if let minimum = effect.minimum { lines.append("keep at least \(limit(minimum))") }
        if let maximum = effect.maximum { lines.append("keep at most \(limit(maximum))") }
        if let fact = effect.suspendedWhile {
            lines.append("no end while this is so: \(conditions.plain(fact))")
        }
        if effect.minimum != .unlimited || effect.afterwards != .free {
            lines.append(effect.afterwards.sentence)
        }
        return lines + ["the duty comes from: \(effect.source.rawValue)"]
    }

    private func limit(_ limit: RetentionEffect.Limit) -> String {
        switch limit {
        case .unlimited: "without end"
        case .period(let period, let from): "until \(period.after(conditions.plain(from)))"
        }
    }

    private func deadline(_ deadline: Deadline) -> [String] {
        var lines = ["answer by \(counted(deadline))"]
        if let extensionBy = deadline.extensionBy {
            let notice = deadline.noticeOfExtension.map {
                ", when this lies in the period: \(conditions.plain($0))"
            }
            lines.append("may be extended by \(extensionBy.words)\(notice ?? "")")
        }
        return lines
    }

    private func task(_ task: NotificationTask) -> String {
        "tell \(task.who.asWords) \(task.by.map { "by \(counted($0))" } ?? "without undue delay")"
    }

    private func counted(_ deadline: Deadline) -> String {
        "\(deadline.period.after(conditions.plain(deadline.from))) (\(deadline.counting.words))"
    }
}
