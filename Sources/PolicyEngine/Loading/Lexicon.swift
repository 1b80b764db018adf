internal import VaultModel

/// The vocabulary as the other files are read with it.
struct Lexicon {
    /// The vocabulary.
    let vocabulary: Vocabulary
    /// Facts whose definitions have problems of their own: rules that use them are not complained about again.
    let broken: Set<String>
    /// The words of the facts that have closed lists.
    private let words: [String: Set<String>]
    /// The day facts from which an age is counted.
    private let births: Set<String>

    init(_ vocabulary: Vocabulary, broken: Set<String>) {
        self.vocabulary = vocabulary
        self.broken = broken
        words = vocabulary.facts.compactMapValues { fact in
            if case .word(let words) = fact.kind { Set(words) } else { nil }
        }
        births = Set(
            vocabulary.facts.values.compactMap { fact in
                if case .age(let birth, _) = fact.derivation { birth } else { nil }
            }
        )
    }

    /// The words of a fact, when it has a closed list.
    func words(of fact: String) -> Set<String>? { words[fact] }

    /// Whether a fact is somebody's day of birth.
    func isBirth(_ fact: String) -> Bool { births.contains(fact) || fact.hasSuffix("birth") }

    /// A fact by name; a problem when there is none.
    func fact(_ name: String, line: Int, _ reader: PolicyReader) -> FactDefinition? {
        if let fact = vocabulary.facts[name] { return fact }
        if !broken.contains(name) {
            reader.problem(
                line,
                "The fact \(quoted(name)) is not in the vocabulary",
                mend: Spelling.advice(
                    for: name,
                    known: vocabulary.facts.keys,
                    otherwise: "Look it up in vocabulary.yaml, or add it there."
                )
            )
        }
        return nil
    }

    /// A fact that must be of one kind, by a node that names it.
    func fact(_ node: PolicyNode, of what: String, kind: FactKind, _ reader: PolicyReader) -> String? {
        guard let name = reader.text(node, of: what), let fact = fact(name, line: node.line, reader) else {
            return nil
        }
        guard fact.kind == kind else {
            reader.problem(
                node.line,
                "\(capitalised(what)) needs \(Self.name(kind)), but \(quoted(name)) is \(Self.name(fact.kind))",
                mend: "Name another fact."
            )
            return nil
        }
        return name
    }

    /// A value of a fact.
    func value(_ node: PolicyNode, of fact: FactDefinition, _ reader: PolicyReader) -> FactValue? {
        switch fact.kind {
        case .yesNo: return reader.yesNo(node, of: "the fact `\(fact.name)`").map { .yesNo($0) }
        case .day: return reader.day(node, of: "the fact `\(fact.name)`").map { .day($0) }
        case .number:
            return reader.number(node, of: "the fact `\(fact.name)`", in: -999_999...999_999).map {
                .number($0)
            }
        case .word(let words):
            guard let text = reader.text(node, of: "the value of `\(fact.name)`") else { return nil }
            guard self.words[fact.name]?.contains(text) ?? words.contains(text) else {
                reader.problem(
                    node.line,
                    "\(quoted(text)) is not a value of the fact `\(fact.name)`",
                    mend: Spelling.advice(for: text, known: words)
                )
                return nil
            }
            return .word(text)
        }
    }

    /// What kind of fact it is, for a message.
    static func name(_ kind: FactKind) -> String {
        switch kind {
        case .yesNo: "a yes-or-no fact"
        case .day: "a day"
        case .number: "a number"
        case .word: "a word of a list"
        }
    }
}
