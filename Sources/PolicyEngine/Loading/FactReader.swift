internal import VaultModel

/// Reads the facts of the vocabulary.
struct FactReader {
    private let reader: PolicyReader
    private let lists: [String: [String]]
    private var facts: [String: FactDefinition] = [:]
    private var places: [String: Int] = [:]
    private var broken: Set<String> = []

    init(_ reader: PolicyReader, lists: [String: [String]]) {
        self.reader = reader
        self.lists = lists
    }

    /// The facts, and the names of those that have problems.
    func facts(_ entries: [PolicyEntry]) -> (facts: [String: FactDefinition], broken: Set<String>) {
        var me = self
        for entry in entries {
            me.places[entry.key] = entry.line
            if let fact = fact(entry) { me.facts[entry.key] = fact } else { me.broken.insert(entry.key) }
        }
        for name in me.facts.keys.sorted() { me.checkDerivation(of: name) }
        return (me.facts, me.broken)
    }

    private func fact(_ entry: PolicyEntry) -> FactDefinition? {
        let what = "the fact \(quoted(entry.key))"
        guard
            entry.key.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({
                PolicyReader.isName(String($0))
            })
        else {
            reader.problem(
                entry.line,
                "\(quoted(entry.key)) is not a name for a fact",
                mend: "Use small letters, digits and underscores, in parts with dots between them."
            )
            return nil
        }
        let keys = ["kind", "source", "plain", "otherwise", "derived"]
        guard let fields = reader.fields(entry.value, of: what, known: keys) else { return nil }
        let kind = fields.required("kind", mend: "Write yes_no, day, number, {words: [...]} or {list: name}.")
            .flatMap { self.kind($0) }
        let source = fields.required("source", mend: "Say who can supply it.")
            .flatMap { reader.word($0, of: "`source`", as: FactSource.self) }
        let plain = fields.required("plain", mend: "Say in a few words what it is.")
            .flatMap { reader.text($0, of: "`plain`") }
        let derivation = fields["derived"].flatMap { self.derivation($0) }
        guard let kind, let source, let plain, fields.has("derived") == (derivation != nil) else {
            return nil
        }

        if (source == .derived) != (derivation != nil) {
            reader.problem(
                entry.line,
                "\(capitalised(what)) must have both `source: derived` and `derived`, or neither",
                mend: "Say how it is computed, or who supplies it."
            )
        }
        if derivation != nil {
            fields.refuse(["otherwise"], because: "the fact is computed", mend: "Remove it.")
        }
        let bare = FactDefinition(name: entry.key, kind: kind, source: source, plain: plain)
        let otherwise = fields["otherwise"].flatMap {
            Lexicon(.empty, broken: []).value($0, of: bare, reader)
        }
        return FactDefinition(
            name: entry.key,
            kind: kind,
            source: source,
            plain: plain,
            derivation: derivation,
            otherwise: otherwise
        )
    }

    private func kind(_ node: PolicyNode) -> FactKind? {
        if case .mapping = node.content {
            guard let fields = reader.fields(node, of: "`kind`", known: ["words", "list"]) else { return nil }
            guard fields.has("words") != fields.has("list") else {
                reader.problem(
                    node.line,
                    "`kind` needs either `words` or `list`",
                    mend: "Write {list: countries}."
                )
                return nil
            }
            if let list = fields["list"] {
                guard let name = reader.word(list, of: "a list", among: lists.keys.sorted()) else {
                    return nil
                }
                return .word(lists[name] ?? [])
            }
            return fields["words"].map { .word(reader.words($0, of: "`words`")) }
        }
        switch reader.word(node, of: "a kind of fact", among: ["yes_no", "day", "number"]) {
        case "yes_no": return .yesNo
        case "day": return .day
        case "number": return .number
        default: return nil
        }
    }

    private func derivation(_ node: PolicyNode) -> FactDefinition.Derivation? {
        if case .text = node.content {
            return reader.word(node, of: "a way to derive a fact", among: ["retention"]).map { _ in .retention
            }
        }
        let keys = ["age", "eea", "adequacy", "happened"]
        guard let entries = reader.entries(node, of: "`derived`") else { return nil }
        guard let entry = entries.first, entries.count == 1, keys.contains(entry.key) else {
            reader.problem(
                node.line,
                "`derived` does not say in one word how the fact is computed",
                mend:
                    "Write retention, {age: {from: ..., at: ...}}, {eea: ...}, {adequacy: ...} or {happened: ...}."
            )
            return nil
        }
        if entry.key == "age" {
            guard let fields = reader.fields(entry.value, of: "`age`", known: ["from", "at"]) else {
                return nil
            }
            let names = ["from", "at"].map { key in
                fields.required(key, mend: "Name a day fact.").flatMap { reader.text($0, of: "`\(key)`") }
            }
            guard let from = names[0], let at = names[1] else { return nil }
            return .age(from: from, at: at)
        }
        guard let name = reader.text(entry.value, of: "`\(entry.key)`") else { return nil }
        switch entry.key {
        case "eea":
            guard let members = lists["eea"] else {
                reader.problem(
                    entry.line,
                    "There is no list `eea`",
                    mend: "Add it to the lists of the vocabulary."
                )
                return nil
            }
            return .oneOf(fact: name, Set(members))
        case "adequacy": return .adequacy(of: name)
        default: return .hasHappened(name)
        }
    }

    /// The facts of which the engine itself knows how they come out of the retention rules.
    private static let retention: [String: FactKind] = [
        "retention.running": .yesNo, "retention.overdue": .yesNo, "retention.end": .day,
        "retention.source": .word(RetentionEffect.Source.allCases.map(\.rawValue)),
    ]

    private func checkDerivation(of name: String) {
        guard let fact = facts[name], let derivation = fact.derivation, let line = places[name] else {
            return
        }
        switch derivation {
        case .age(let from, let at):
            check([from, at], is: .day, line: line)
            require(.number, of: fact, line: line)
        case .hasHappened(let day):
            check([day], is: .day, line: line)
            require(.yesNo, of: fact, line: line)
        case .oneOf(let other, _), .adequacy(let other):
            check([other], is: nil, line: line)
            require(.yesNo, of: fact, line: line)
        case .retention:
            guard let kind = Self.retention[name] else {
                reader.problem(
                    line,
                    "The engine does not know how \(quoted(name)) comes out of the retention rules",
                    mend: Spelling.advice(for: name, known: Self.retention.keys)
                )
                return
            }
            require(kind, of: fact, line: line)
        }
    }

    /// Facts that another is derived from: supplied by somebody, and of a kind; `nil` means words.
    private func check(_ names: [String], is kind: FactKind?, line: Int) {
        for name in names {
            guard let fact = facts[name] else {
                if !broken.contains(name) {
                    reader.problem(
                        line,
                        "The fact \(quoted(name)) is not in the vocabulary",
                        mend: Spelling.advice(
                            for: name,
                            known: facts.keys,
                            otherwise: "Add it, or name another."
                        )
                    )
                }
                continue
            }
            let fits =
                if let kind { fact.kind == kind } else { Lexicon.name(fact.kind) == "a word of a list" }
            if !fits || fact.derivation != nil {
                reader.problem(
                    line,
                    "A fact cannot be derived from \(quoted(name)) in this way",
                    mend:
                        "Name a fact that somebody supplies, \(kind.map(Lexicon.name) ?? "a word of a list")."
                )
            }
        }
    }

    private func require(_ kind: FactKind, of fact: FactDefinition, line: Int) {
        let fits =
            switch (kind, fact.kind) {
            case (.word(let needed), .word(let words)): Set(needed) == Set(words)
            default: kind == fact.kind
            }
        if !fits {
            reader.problem(
                line,
                "The fact `\(fact.name)` is derived as \(Lexicon.name(kind)), but its kind is another",
                mend: {
                    if case .word(let needed) = kind {
                        return "Write kind: {words: [\(needed.joined(separator: ", "))]}."
                    }
                    return "Correct `kind`."
                }()
            )
        }
    }
}
