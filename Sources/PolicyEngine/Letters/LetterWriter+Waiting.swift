internal import VaultModel

/// The letters that may go out before a decision is made.
extension LetterWriter {
    /// Notice that the answer takes longer.
    func longer() throws(LetterError) -> LetterSection {
        let extended = decisions.compactMap { decision in
            decision.dates.first {
                $0.meaning == .answer && $0.isExtended && $0.date.day == decision.due?.day
            }
            .map { (decision, $0) }
        }
        guard extended.count == items.count,
            let (decision, date) = extended.min(by: { $0.1.date.day < $1.1.date.day })
        else {
            throw LetterError(
                .notExtended,
                "the time for the answer is not longer; state a day within the first period on which notice was given "
                    + "(request.extension_notice)"
            )
        }
        let delays = LetterDetails.Delay.allCases.filter(details.delays.contains)
        guard !delays.isEmpty else {
            throw LetterError(.notExtended, "the law wants the reasons for the delay in the letter; name one")
        }
        let reasons = delays.map { $0 == .complexity ? words.delays.complexity : words.delays.number }
        let remark = details.remark.onOneLine
        let answer = words.delays.answerBy.filling(["day": dates.text(date.date.day)])
        let rules = decision.fired.filter { $0.id == date.rule }
        var paragraphs = [
            plain("\(reference) \(words.verdicts.extended)"),
            plain((reasons + (remark.isEmpty ? [] : [remark])).joined(separator: " ")), plain(answer),
        ]
        for rule in rules { paragraphs.append(try quotation(of: rule, decision)) }
        return LetterSection(heading: nil, paragraphs: paragraphs)
    }

    /// Facts of a request that are the controller's own answer.
    private static let ofTheController: Set = ["rectification.controller_agrees"]

    /// What the person is asked for: facts that only they can supply, and proof of who they are.
    func question() throws(LetterError) -> LetterSection {
        let missing = Set(decisions.flatMap(\.missing)).sorted().compactMap { rulebook.vocabulary.facts[$0] }
        let theirs = missing.filter {
            [.patient, .request].contains($0.source) && !Self.ofTheController.contains($0.name)
        }
        var asked: [LetterParagraph] = []
        for decision in decisions {
            for use in decision.fired where asksIdentity(use) {
                let quotation = try quotation(of: use, decision)
                let listed = LetterParagraph(quotation.content, isListed: true)
                if !asked.contains(listed) { asked.append(listed) }
            }
        }
        asked += theirs.map { LetterParagraph(MarkedText($0.plain, language: "en"), isListed: true) }
        guard !asked.isEmpty else { throw nothingToAsk(missing) }
        var paragraphs = [plain("\(reference) \(words.verdicts.asked)")] + asked
        if let day = decisions.compactMap({ $0.due?.day }).min() {
            paragraphs.append(plain(words.answerBy.filling(["day": dates.text(day)])))
        }
        return LetterSection(heading: nil, paragraphs: paragraphs)
    }

    private func asksIdentity(_ use: RuleUse) -> Bool {
        use.decision == items.first?.decision.kind
            && sentences.rules[use.id]?.obligations.contains { $0.duty == "ask_identity" } == true
    }

    private func nothingToAsk(_ missing: [FactDefinition]) -> LetterError {
        guard !missing.isEmpty else {
            return LetterError(.nothingToAsk, "no fact is missing and the identity is not in doubt")
        }
        let names = missing.map { "\($0.name) (\($0.source.supplier))" }.joined(separator: "; ")
        return LetterError(.nothingToAsk, "what is missing does not come from the person who asked: \(names)")
    }
}
