internal import VaultModel

extension ExplanationWriter {
    func missing(_ name: String) -> [ExplanationLine] {
        guard let fact = rulebook.vocabulary.facts[name] else { return [own(name)] }
        return [
            .english("\(fact.plain) (\(name))"),
            own(words.open.whoSupplies, ["who": own(words.supplier(fact.source))]),
        ]
    }

    var confirmation: [[ExplanationLine]] {
        let remarks = decision.confirmations.map { [ExplanationLine.english("\($0).")] }
        return decision.outcome == .escalate ? [[own(words.open.wholeDecision)]] + remarks : remarks
    }

    var duties: [[ExplanationLine]] {
        let duties = decision.obligations.map { [vocabulary.line($0)] }
        return duties + decision.tasks.map { [telling($0)] }
    }

    private func telling(_ task: DatedTask) -> ExplanationLine {
        var values = ["who": vocabulary.recipient(task.who), "rule": own(task.rule)]
        guard let date = task.by else { return own(words.telling.withoutDelay, values) }
        values["day"] = own(date.day)
        guard let time = date.time else { return own(words.telling.byDay, values) }
        values["time"] = own("\(time)")
        return own(words.telling.byTime, values)
    }

    var facts: [[ExplanationLine]] {
        decision.factsUsed.sorted { $0.key < $1.key }.map { name, value in
            let remark =
                switch rulebook.vocabulary.facts[name]?.source {
                case .derived: words.facts.computed
                default: decision.assumed.contains(name) ? words.facts.assumed : ""
                }
            return [own(words.facts.fact, ["fact": plain(name), "value": text(value)]) + own(remark)]
        }
    }

    private func text(_ value: FactValue) -> ExplanationLine {
        switch value {
        case .yesNo(let isTrue): own(isTrue ? words.facts.yes : words.facts.no)
        case .day(let day): own(day)
        case .number(let number): own(String(number))
        case .word(let word): .english(word.asWords)
        }
    }
}
