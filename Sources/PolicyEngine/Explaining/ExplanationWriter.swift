internal import VaultModel

/// Writes the parts of an explanation.
struct ExplanationWriter {
    let decision: Decision
    let rulebook: Rulebook
    /// The language asked for, in which a rule may have its sentence.
    let language: String
    /// The language of everything else on the page.
    let page: Language
    let words: ExplanationWords
    let vocabulary: VocabularyWords
    let dates: LanguageDates
    let sentences: RuleSentences

    init(_ decision: Decision, _ rulebook: Rulebook, _ language: String) {
        self.decision = decision
        self.rulebook = rulebook
        self.language = language
        page = Language(rawValue: language) ?? .english
        words = ExplanationWords.of(page)
        vocabulary = VocabularyWords.of(page)
        dates = LanguageDates(page)
        sentences = RuleSentences(rulebook)
    }

    var title: String {
        words.title.filling(["question": words.question(decision.kind), "day": dates.text(decision.asOf)])
    }

    var sections: [ExplanationSection] {
        let headings = words.headings
        return [
            ExplanationSection(heading: headings.outcome, paragraphs: outcome.map { [$0] }),
            ExplanationSection(heading: headings.law, paragraphs: deciding.map(said)),
            ExplanationSection(heading: headings.overridden, paragraphs: overridden.map(said)),
            ExplanationSection(heading: headings.setAside, paragraphs: decision.defeated.map(setAside)),
            ExplanationSection(heading: headings.dates, paragraphs: decision.dates.map(counted)),
            ExplanationSection(heading: headings.missing, paragraphs: decision.missing.map(missing)),
            ExplanationSection(heading: headings.duties, paragraphs: duties),
            ExplanationSection(heading: headings.confirmation, paragraphs: confirmation),
            ExplanationSection(heading: headings.facts, paragraphs: facts),
            ExplanationSection(heading: headings.remedies, paragraphs: remedies),
            ExplanationSection(heading: headings.rules, paragraphs: decision.packs.compactMap(pack)),
        ].filter { !$0.paragraphs.isEmpty }
    }

    /// A text in the language of the page.
    func own(_ text: String) -> ExplanationLine { ExplanationLine(text, page) }

    /// A template in the language of the page.
    func own(_ template: String, _ values: [String: ExplanationLine]) -> ExplanationLine {
        ExplanationLine(template, page, values)
    }

    /// A day in the language of the page.
    func own(_ day: Day) -> ExplanationLine { own(dates.text(day)) }

    /// What a fact means; the vocabulary speaks English.
    func plain(_ fact: String) -> ExplanationLine {
        .english(rulebook.vocabulary.facts[fact]?.plain ?? fact)
    }

    private var deciding: [RuleUse] { decision.fired.filter { !isOverridden($0) } }

    private var overridden: [RuleUse] { decision.fired.filter(isOverridden) }

    /// Whether a rule holds that states something else than what was decided.
    private func isOverridden(_ use: RuleUse) -> Bool {
        guard use.decision == decision.kind, decision.outcome != .escalate, let stated = use.outcome else {
            return false
        }
        return !stated.supports(decision.outcome)
    }

    /// Where to complain, when somebody does not get what was asked.
    private var remedies: [[ExplanationLine]] {
        let refusing: Set<Outcome> = [
            .deny, .refuse, .partial, .redact, .refer, .blockThenErase, .notApplicable, .refuseWithStatement,
        ]
        guard refusing.contains(decision.outcome) else { return [] }
        return decision.packs.compactMap { id in
            guard let remedies = rulebook.packs[id]?.remedies else { return nil }
            let code = remedies[language] == nil ? "en" : language
            return remedies[code].map { [ExplanationLine([MarkedText($0, language: code)])] }
        }
    }

    private func pack(_ id: String) -> [ExplanationLine]? {
        rulebook.packs[id].map { pack in
            let template =
                pack.reviewBy < decision.asOf ? words.rules.reviewWasDue : words.rules.reviewDue
            return [
                own(template, ["pack": .english("\(pack.title) (\(pack.id))"), "day": own(pack.reviewBy)])
            ]
        }
    }
}
