internal import VaultModel

/// Writes the rows of the tables of a pack.
struct TableWriter {
    private let rulebook: Rulebook
    private let pack: Pack
    private let headings: TableHeadings
    private let language: String
    private let conditions: ConditionWriter
    private let effects: EffectWriter
    private let words: TableWords.Introduction
    /// For each rule those that set it aside, of all packs.
    private let defeaters: [String: [String]]

    init(_ rulebook: Rulebook, _ pack: Pack, _ headings: TableHeadings, _ language: String) {
        self.rulebook = rulebook
        self.pack = pack
        self.headings = headings
        self.language = language
        conditions = ConditionWriter(rulebook.vocabulary, headings.days)
        let page = Language(rawValue: language) ?? .english
        effects = EffectWriter(conditions: conditions, page)
        words = TableWords.of(page).introduction
        var defeaters: [String: [String]] = [:]
        for rule in rulebook.rules {
            for target in Set(rule.exceptionTo) { defeaters[target, default: []].append(rule.id) }
        }
        self.defeaters = defeaters
    }

    /// When the pack applies, with which others, and until when it was to be reviewed.
    var introduction: [String] {
        let alternatives = pack.attachesWhen.map {
            conditions.lines(Conditions(all: $0)).joined(separator: words.and)
        }
        var paragraphs: [String] = []
        if !alternatives.isEmpty {
            paragraphs.append(words.when.filling(["conditions": alternatives.joined(separator: words.or)]))
        }
        let above = rulebook.packs.values.filter { $0.extends.contains(pack.id) }.map(\.id).sorted()
        if !pack.extends.isEmpty {
            let packs = pack.extends.sorted().joined(separator: ", ")
            paragraphs.append(words.together.filling(["packs": packs]))
        }
        if !above.isEmpty {
            paragraphs.append(words.above.filling(["packs": above.joined(separator: ", ")]))
        }
        paragraphs.append(words.review.filling(["day": headings.days.text(pack.reviewBy)]))
        if let remedies = pack.remedies[language] ?? pack.remedies["en"] { paragraphs.append(remedies) }
        return paragraphs
    }

    /// The table of a kind; `nil` when the pack has no rule of it.
    func section(_ kind: DecisionKind) -> TableSection? {
        let rules = pack.rules.filter { $0.decision == kind }
        guard !rules.isEmpty else { return nil }
        let groups = RuleOrder(rules, classes: classes).groups.map { group in
            TableGroup(
                heading: group.classes.map(heading),
                rows: group.rules.map { row($0.rule, $0.depth) }
            )
        }
        return TableSection(decision: kind, caption: headings.caption(kind), groups: groups)
    }

    /// The lists that conditions of the pack are written with.
    var lists: [TableList] {
        let attachment = pack.attachesWhen.map { Conditions(all: $0) }
        let names = Set((pack.rules.map(\.when) + attachment).flatMap { conditions.lists(in: $0) })
        return names.sorted().map { name in
            TableList(name: name, words: (rulebook.vocabulary.lists[name] ?? []).map(\.asWords))
        }
    }

    private var classes: [String] {
        if case .word(let words)? = rulebook.vocabulary.facts["record.class"]?.kind { words } else { [] }
    }

    private func heading(_ classes: [String]) -> String {
        let plain = conditions.plain("record.class")
        guard !classes.isEmpty else { return words.notAsked.filling(["fact": plain]) }
        return conditions.line(
            Condition(fact: "record.class", test: .oneOf(Set(classes.map { .word($0) })))
        )
    }

    private func row(_ rule: Rule, _ depth: Int) -> TableRow {
        let when = conditions.lines(rule.when)
        let isThere = rule.plain[language] != nil
        return TableRow(
            rule: rule.id,
            depth: depth,
            when: when.isEmpty ? [headings[.always]] : when,
            effect: effects.lines(rule),
            exceptions: exceptions(headings[.setsAside], rule.exceptionTo)
                + exceptions(headings[.setAsideBy], defeaters[rule.id] ?? []),
            citations: rule.citations,
            sentence: rule.plain[language] ?? rule.plain["en"] ?? "",
            sentenceLanguage: isThere ? language : "en",
            inForce: inForce(rule),
            confidence: confidence(rule)
        )
    }

    private func exceptions(_ word: String, _ rules: [String]) -> [String] {
        rules.isEmpty ? [] : ["\(word): \(Set(rules).sorted().joined(separator: ", "))"]
    }

    private func inForce(_ rule: Rule) -> String {
        let from = rule.inForceFrom.map { "\(headings[.from]) \(headings.days.text($0))" }
        let until = rule.inForceTo.map { "\(headings[.until]) \(headings.days.text($0))" }
        let parts = [from, until].compactMap { $0 }
        return parts.isEmpty ? headings[.always] : parts.joined(separator: " ")
    }

    private func confidence(_ rule: Rule) -> String {
        let mustConfirm = rule.needsConfirmation || rule.confidence == .contested
        return headings.name(rule.confidence) + (mustConfirm ? "; \(headings[.confirm])" : "")
    }
}
