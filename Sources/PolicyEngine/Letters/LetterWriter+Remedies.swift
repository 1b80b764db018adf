internal import VaultModel

extension LetterWriter {
    /// Where to complain and which court helps (GDPR Art 12(4)): the words of the packs of law that no other one builds
    /// on.
    ///
    /// Where such a pack lacks the language, what it builds on says it in that language first.
    func remedies() throws(LetterError) -> [LetterSection] {
        let packs = Set(decisions.flatMap(\.packs)).sorted().compactMap { rulebook.packs[$0] }
            .filter { !$0.remedies.isEmpty }
        let extended = Set(packs.flatMap(\.extends))
        let own = packs.filter { !extended.contains($0.id) }
        let lacking = own.filter { $0.remedies[language.rawValue] == nil }
        let general = packs.filter { pack in
            pack.remedies[language.rawValue] != nil && lacking.contains { $0.extends.contains(pack.id) }
        }
        guard !own.isEmpty else { throw LetterError(.noWords, "no pack says where to complain") }
        var paragraphs: [LetterParagraph] = []
        for pack in general + own {
            let codes = [language.rawValue] + pack.languages + ["en"]
            guard let code = codes.first(where: { pack.remedies[$0] != nil }), let text = pack.remedies[code]
            else {
                throw LetterError(.noWords, "the pack \(pack.id) does not say where to complain")
            }
            paragraphs.append(LetterParagraph(MarkedText(text.onOneLine, language: code)))
        }
        return [LetterSection(heading: words.headings.remedies, paragraphs: paragraphs)]
    }

    /// Who is told of an erasure or correction (GDPR Art 19), in the words of the rules on notices.
    var recipients: [LetterSection] {
        let duty = "notify_recipients"
        let telling = decisions.filter { decision in
            !Set([.done, .added]).isDisjoint(with: [LetterShare(decision.outcome)])
                && decision.obligations.contains { $0.duty == duty }
        }
        guard let decision = telling.first else { return [] }
        let packs = Set(telling.flatMap(\.packs))
        let rules = rulebook.rules.filter { rule in
            guard packs.contains(rule.pack), case .tasks(let tasks) = rule.effect else { return false }
            return tasks.contains { $0.who == "recipients" } && rule.isInForce(on: decision.asOf)
        }
        let paragraphs = rules.compactMap { try? quotation(of: RuleUse($0), decision) }
        guard !paragraphs.isEmpty else { return [] }
        return [
            LetterSection(
                heading: words.headings.recipients,
                paragraphs: paragraphs + [plain(words.recipientsOnRequest)]
            )
        ]
    }
}
