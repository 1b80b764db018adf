internal import VaultModel

extension ExplanationWriter {
    func said(by use: RuleUse) -> [ExplanationLine] {
        [sentence(of: use.id), citations(of: use), name(use.id) + own(words.remark(use.confidence))]
    }

    func setAside(_ defeated: DefeatedRule) -> [ExplanationLine] {
        let by = defeated.by.filter { sentences.rules[$0] != nil }.map { id in
            own(words.rules.setAsideBy, ["rule": own(id), "sentence": sentence(of: id)])
        }
        return [sentence(of: defeated.rule.id), citations(of: defeated.rule), name(defeated.rule.id)] + by
    }

    func counted(_ date: DecisionDate) -> [ExplanationLine] {
        let end = own(
            words.dates.counted,
            [
                "meaning": own(words.meaning(date.meaning)), "day": own(date.date.day),
                "rule": own(date.rule), "fact": plain(date.from),
            ]
        )
        return [date.date.isProvisional ? end + own(words.dates.notCertain) : end]
            + date.date.steps.map { .english($0.sentence + ".") }
    }

    private func name(_ id: String) -> ExplanationLine { own(words.rules.name, ["rule": own(id)]) }

    private func citations(of use: RuleUse) -> ExplanationLine {
        use.citations.map { citation in
            let name = "\(citation.law), \(citation.article)"
            guard let address = citation.webAddress else {
                return own(name + (citation.url.map { " <\($0)>" } ?? ""))
            }
            return ExplanationLine([MarkedText(name, language: page.rawValue, address: address)])
        }
        .joined(separator: own("; "))
    }

    /// The plain sentence of a rule in the language asked for, with the day filled in.
    func sentence(of id: String) -> ExplanationLine {
        guard let sentence = sentences.sentence(of: id, in: language, for: decision) else { return own(id) }
        let line = ExplanationLine([sentence])
        guard sentence.language != language else { return line }
        return line + own(words.rules.otherLanguage.filling(["language": language]))
    }
}
