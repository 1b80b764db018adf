internal import VaultModel

/// Reads the conditions of rules and packs.
struct ConditionReader {
    /// Reads values.
    let reader: PolicyReader
    /// The words.
    let lexicon: Lexicon

    /// The conditions of a rule: `all`, `any`, `none`.
    func conditions(_ node: PolicyNode) -> PlacedConditions? {
        guard let fields = reader.fields(node, of: "`when`", known: ["all", "any", "none"]) else {
            return nil
        }
        var failed = false
        let lists = ["all", "any", "none"].map { key -> [PlacedCondition] in
            guard fields.has(key) else { return [] }
            guard let items = fields[key].flatMap({ reader.items($0, of: "`\(key)`") }) else {
                failed = true
                return []
            }
            return items.compactMap { item in
                guard let entries = reader.entries(item, of: "the condition") else {
                    failed = true
                    return nil
                }
                guard let entry = entries.first, entries.count == 1 else {
                    reader.problem(
                        item.line,
                        "A condition names \(entries.count) facts",
                        mend: "Write one fact in each line of the list."
                    )
                    failed = true
                    return nil
                }
                guard let condition = condition(entry) else {
                    failed = true
                    return nil
                }
                return PlacedCondition(condition: condition, line: entry.line)
            }
        }
        return failed ? nil : PlacedConditions(all: lists[0], any: lists[1], none: lists[2])
    }

    /// One condition: a fact, and what must be true of it.
    func condition(_ entry: PolicyEntry) -> Condition? {
        guard let fact = lexicon.fact(entry.key, line: entry.line, reader) else { return nil }
        let test: Condition.Test? =
            switch entry.value.content {
            case .text: lexicon.value(entry.value, of: fact, reader).map { .oneOf([$0]) }
            case .mapping(let tests): self.test(tests, of: fact, line: entry.line)
            case .list:
                refuse(entry.line, "The fact `\(fact.name)` stands before a list", mend: "Write {in: [...]}.")
            case .nothing:
                refuse(
                    entry.line,
                    "Nothing is said of the fact `\(fact.name)`",
                    mend: "Write its value, or a test such as {in: [...]}."
                )
            }
        return test.map { Condition(fact: fact.name, test: $0) }
    }

    // MARK: Tests

    private static let tests: [String] = [
        "is", "is_not", "in", "not_in", "at_least", "less_than", "before", "from", "within", "beyond",
        "passed",
        "running", "known",
    ]

    private func test(_ entries: [PolicyEntry], of fact: FactDefinition, line: Int) -> Condition.Test? {
        let others = entries.filter { $0.key != "of" }
        guard let entry = others.first, others.count == 1 else {
            return refuse(
                line,
                "The fact `\(fact.name)` has \(others.isEmpty ? "no test" : "several tests") in one condition",
                mend: "Write one test in each line of the list."
            )
        }
        guard Self.tests.contains(entry.key) else {
            return refuse(
                entry.line,
                "\(quoted(entry.key)) is not a test",
                mend: Spelling.advice(
                    for: entry.key,
                    known: Self.tests,
                    otherwise: "Tests are: \(Self.allTests)."
                )
            )
        }
        let anchor = entries.first { $0.key == "of" }
        if let anchor, entry.key != "within", entry.key != "beyond" {
            return refuse(anchor.line, "`of` goes only with `within` and `beyond`", mend: "Remove it.")
        }
        guard fits(entry.key, fact.kind) else {
            return refuse(
                entry.line,
                "`\(entry.key)` does not fit the fact `\(fact.name)`, which is \(Lexicon.name(fact.kind))",
                mend: Self.advice(for: fact.kind)
            )
        }
        return test(entry, of: fact, anchor: anchor)
    }

    private func test(_ entry: PolicyEntry, of fact: FactDefinition, anchor: PolicyEntry?) -> Condition.Test?
    {
        let node = entry.value
        switch entry.key {
        case "is": return lexicon.value(node, of: fact, reader).map { .oneOf([$0]) }
        case "is_not": return lexicon.value(node, of: fact, reader).map { .noneOf([$0]) }
        case "in": return values(node, of: fact).map { .oneOf($0) }
        case "not_in": return values(node, of: fact).map { .noneOf($0) }
        case "at_least": return limit(node, of: fact).map { .atLeast($0) }
        case "less_than": return limit(node, of: fact).map { .lessThan($0) }
        case "before": return reader.day(node, of: "`before`").map { .before($0) }
        case "from": return reader.day(node, of: "`from`").map { .from($0) }
        case "known": return reader.yesNo(node, of: "`known`").map { .known($0) }
        case "passed": return period(node, from: fact.name).map { .passed($0) }
        case "running": return period(node, from: fact.name).map { .running($0) }
        default:
            guard let anchor else {
                return refuse(
                    entry.line,
                    "`\(entry.key)` does not say from which day the period runs",
                    mend: "Write {\(entry.key): 10 years, of: care.last_seen}."
                )
            }
            let day = lexicon.fact(anchor.value, of: "`of`", kind: .day, reader)
            guard let period = period(node, from: day), let day else { return nil }
            return entry.key == "within" ? .within(period, of: day) : .beyond(period, of: day)
        }
    }

    private func fits(_ test: String, _ kind: FactKind) -> Bool {
        switch test {
        case "known", "is", "is_not", "in", "not_in": true
        case "at_least", "less_than": kind == .number
        default: kind == .day
        }
    }

    private static let allTests = tests.joined(separator: ", ")

    private static func advice(for kind: FactKind) -> String {
        switch kind {
        case .yesNo: "Write true or false, or {known: true}."
        case .word: "Write a word, {in: [...]}, {not_in: [...]} or {known: true}."
        case .number: "Write {at_least: 18} or {less_than: 18}."
        case .day: "Write before, from, within, beyond, passed, running or known."
        }
    }

    // MARK: Values

    private func limit(_ node: PolicyNode, of fact: FactDefinition) -> Int? {
        reader.number(node, of: "the fact `\(fact.name)`", in: -999_999...999_999)
    }

    /// A period that runs from a day: of days or longer, and from a birth when it is an age.
    func period(_ node: PolicyNode, from fact: String?) -> Period? {
        guard let period = reader.period(node, of: "a period from a day") else { return nil }
        switch period.unit {
        case .hour, .workingDay:
            return refuse(
                node.line,
                "\(quoted(period.description)) cannot be counted here, where only days are known and no holidays",
                mend: "Write it in days, weeks, months or years."
            )
        case .birthday, .yearOfLife:
            guard let fact, !lexicon.isBirth(fact) else { return period }
            return refuse(
                node.line,
                "An age is counted from `\(fact)`, which is not a day of birth",
                mend: "Count it from subject.birth."
            )
        default: return period
        }
    }

    /// Values written out, or a named list of the vocabulary.
    private func values(_ node: PolicyNode, of fact: FactDefinition) -> Set<FactValue>? {
        if case .text(let text) = node.content, text.hasPrefix("$") {
            return list(text, line: node.line, of: fact)
        }
        guard let items = reader.items(node, of: "the values of `\(fact.name)`") else { return nil }
        var values: Set<FactValue> = []
        var failed = false
        for item in items {
            if case .text(let text) = item.content, text.hasPrefix("$") {
                guard let more = list(text, line: item.line, of: fact) else {
                    failed = true
                    continue
                }
                values.formUnion(more)
                continue
            }
            guard let value = lexicon.value(item, of: fact, reader) else {
                failed = true
                continue
            }
            guard values.insert(value).inserted else {
                reader.problem(
                    item.line,
                    "A value of `\(fact.name)` is there twice",
                    mend: "Remove one of them."
                )
                continue
            }
        }
        return failed ? nil : values
    }

    private func list(_ reference: String, line: Int, of fact: FactDefinition) -> Set<FactValue>? {
        let name = String(reference.dropFirst())
        guard let words = lexicon.vocabulary.lists[name] else {
            return refuse(
                line,
                "There is no list \(quoted(reference)) in the vocabulary",
                mend: Spelling.advice(for: name, known: lexicon.vocabulary.lists.keys)
            )
        }
        guard let known = lexicon.words(of: fact.name) else {
            return refuse(
                line,
                "The list \(quoted(reference)) has words, but `\(fact.name)` is \(Lexicon.name(fact.kind))",
                mend: Self.advice(for: fact.kind)
            )
        }
        if let other = words.first(where: { !known.contains($0) }) {
            return refuse(
                line,
                "The list \(quoted(reference)) holds `\(other)`, which is not a value of `\(fact.name)`",
                mend: "Name another list, or write the values out."
            )
        }
        return Set(words.map { .word($0) })
    }

    private func refuse<Value>(_ line: Int, _ what: String, mend: String) -> Value? {
        reader.problem(line, what, mend: mend)
        return nil
    }
}
