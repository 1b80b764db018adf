internal import VaultModel

/// Writes the parts of an explanation.
struct ExplanationWriter {
    let decision: Decision
    let rulebook: Rulebook
    let language: String
    let sentences: RuleSentences

    init(_ decision: Decision, _ rulebook: Rulebook, _ language: String) {
        self.decision = decision
        self.rulebook = rulebook
        self.language = language
        sentences = RuleSentences(rulebook)
    }

    var title: String { "\(decision.kind.question) Decided as of \(English.date(decision.asOf))." }

    var sections: [ExplanationSection] {
        [
            ExplanationSection(heading: "Outcome", paragraphs: outcome.map { [$0] }),
            ExplanationSection(heading: "What the law says", paragraphs: deciding.map { said(by: $0) }),
            ExplanationSection(
                heading: "What holds, but does not decide",
                paragraphs: overridden.map { said(by: $0) }
            ),
            ExplanationSection(heading: "What was set aside", paragraphs: decision.defeated.map(setAside)),
            ExplanationSection(heading: "Dates, step by step", paragraphs: decision.dates.map(counted)),
            ExplanationSection(heading: "What is missing", paragraphs: decision.missing.map(missing)),
            ExplanationSection(heading: "What goes with it", paragraphs: duties),
            ExplanationSection(heading: "What a person must confirm", paragraphs: confirmation),
            ExplanationSection(heading: "Facts", paragraphs: facts),
            ExplanationSection(heading: "Remedies", paragraphs: remedies),
            ExplanationSection(heading: "Rules", paragraphs: decision.packs.compactMap(pack)),
        ].filter { !$0.paragraphs.isEmpty }
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

    private func said(by use: RuleUse) -> [String] {
        [sentence(of: use.id), citations(of: use), "Rule \(use.id)\(use.confidence.remark)"]
    }

    private func setAside(_ defeated: DefeatedRule) -> [String] {
        let by = defeated.by.compactMap { id in sentences.rules[id].map { "\(id): \(sentence(of: $0.id))" } }
        return [sentence(of: defeated.rule.id), citations(of: defeated.rule), "Rule \(defeated.rule.id)"]
            + by.map { "Set aside by \($0)" }
    }

    private func citations(of use: RuleUse) -> String {
        use.citations.map { citation in
            "\(citation.law), \(citation.article)\(citation.url.map { " <\($0)>" } ?? "")"
        }.joined(separator: "; ")
    }

    private func counted(_ date: DecisionDate) -> [String] {
        let from = rulebook.vocabulary.facts[date.from]?.plain ?? date.from
        let end = "\(date.meaning.words): \(English.date(date.date.day)) (rule \(date.rule), from: \(from))"
        return [end + (date.date.isProvisional ? ", not certain" : "")]
            + date.date.steps.map { $0.sentence + "." }
    }

    private func missing(_ name: String) -> [String] {
        guard let fact = rulebook.vocabulary.facts[name] else { return [name] }
        return ["\(fact.plain) (\(name))", "Who can supply it: \(fact.source.supplier)"]
    }

    private var confirmation: [[String]] {
        if decision.outcome == .escalate { return [["The whole decision: a person must make it."]] + remarks }
        return remarks
    }

    private var remarks: [[String]] { decision.confirmations.map { ["\($0)."] } }

    private var duties: [[String]] {
        let duties = decision.obligations.map { obligation in
            let content = obligation.content.map(\.asWords).joined(separator: ", ")
            return ["\(obligation.duty.asWords)\(content.isEmpty ? "" : ": \(content)")"]
        }
        let tasks = decision.tasks.map { task in
            ["tell \(task.who.asWords), \(task.by.map(by) ?? "without undue delay") (rule \(task.rule))"]
        }
        return duties + tasks
    }

    private func by(_ date: CountedDate) -> String {
        "by \(English.date(date.day))\(date.time.map { " at \($0)" } ?? "")"
    }

    private var facts: [[String]] {
        decision.factsUsed.sorted { $0.key < $1.key }.map { name, value in
            let plain = rulebook.vocabulary.facts[name]?.plain ?? name
            let remark =
                switch rulebook.vocabulary.facts[name]?.source {
                case .derived: " (computed)"
                default: decision.assumed.contains(name) ? " (nobody has said otherwise)" : ""
                }
            return ["\(plain): \(value.forPeople)\(remark)"]
        }
    }

    /// Where to complain, when somebody does not get what was asked.
    private var remedies: [[String]] {
        let refusing: Set<Outcome> = [
            .deny, .refuse, .partial, .redact, .refer, .blockThenErase, .notApplicable, .refuseWithStatement,
        ]
        guard refusing.contains(decision.outcome) else { return [] }
        return decision.packs.compactMap { id in
            guard let remedies = rulebook.packs[id]?.remedies else { return nil }
            return (remedies[language] ?? remedies["en"]).map { [$0] }
        }
    }

    private func pack(_ id: String) -> [String]? {
        rulebook.packs[id].map { pack in
            let isLate = pack.reviewBy < decision.asOf
            let review = "\(isLate ? "review was due" : "review due") by \(English.date(pack.reviewBy))"
            return ["\(pack.title) (\(pack.id)), \(review)"]
        }
    }
}
