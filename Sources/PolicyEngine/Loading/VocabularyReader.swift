internal import VaultModel

/// Reads `vocabulary.yaml`.
struct VocabularyReader {
    private let reader: PolicyReader
    private var lists: [String: [String]] = [:]
    private var listNodes: [String: PolicyEntry] = [:]
    private var openLists: Set<String> = []

    private init(_ reader: PolicyReader) {
        self.reader = reader
    }

    /// The vocabulary, as far as it can be read; `nil` when it has no facts at all.
    static func read(_ root: PolicyNode, _ reader: PolicyReader) -> Lexicon? {
        var me = Self(reader)
        return me.read(root)
    }

    private mutating func read(_ root: PolicyNode) -> Lexicon? {
        let keys = ["format", "lists", "facts", "duties", "contents", "recipients", "bases"]
        guard let fields = reader.fields(root, of: "the vocabulary", known: keys) else { return nil }
        let mend = "See the format of vocabularies."
        for entry in fields.required("lists", mend: mend).flatMap({ reader.entries($0, of: "`lists`") }) ?? []
        {
            listNodes[entry.key] = entry
        }
        for name in listNodes.keys.sorted() { _ = list(name) }

        guard
            let entries = fields.required("facts", mend: mend).flatMap({ reader.entries($0, of: "`facts`") })
        else { return nil }
        let (facts, broken) = FactReader(reader, lists: lists).facts(entries)
        let closed = ["duties", "contents", "recipients", "bases"].map { key in
            fields.required(key, mend: mend).map { reader.words($0, of: "`\(key)`") } ?? []
        }
        return Lexicon(
            Vocabulary(
                facts: facts,
                duties: Set(closed[0]),
                contents: Set(closed[1]),
                recipients: Set(closed[2]),
                bases: Set(closed[3]),
                basisOrder: closed[3],
                lists: lists
            ),
            broken: broken
        )
    }

    // MARK: Lists

    /// The words of a named list; those of the lists that it names among them.
    private mutating func list(_ name: String) -> [String] {
        if let known = lists[name] { return known }
        guard let entry = listNodes[name] else { return [] }
        guard PolicyReader.isName(name) else {
            reader.problem(
                entry.line,
                "\(quoted(name)) is not a name for a list",
                mend: "Use small letters, digits and underscores."
            )
            lists[name] = []
            return []
        }
        openLists.insert(name)
        var words: [String] = []
        var seen: Set<String> = []
        for (text, line) in reader.texts(entry.value, of: "the list `\(name)`") {
            for word in text.hasPrefix("$")
                ? named(text, line: line, in: name) : reader.checked([(text, line)])
            {
                guard seen.insert(word).inserted else {
                    reader.problem(
                        line,
                        "\(quoted(word)) is there twice in the list `\(name)`",
                        mend: "Remove one."
                    )
                    continue
                }
                words.append(word)
            }
        }
        openLists.remove(name)
        lists[name] = words
        return words
    }

    private mutating func named(_ reference: String, line: Int, in name: String) -> [String] {
        let other = String(reference.dropFirst())
        guard listNodes[other] != nil else {
            reader.problem(
                line,
                "There is no list \(quoted(other))",
                mend: Spelling.advice(for: other, known: listNodes.keys)
            )
            return []
        }
        guard !openLists.contains(other), openLists.count < 16 else {
            reader.problem(
                line,
                "The lists `\(name)` and \(quoted(other)) contain each other",
                mend: "Write the words of one of them out."
            )
            return []
        }
        return list(other)
    }
}

extension Vocabulary {
    /// A vocabulary without words.
    static let empty = Self(facts: [:], duties: [], contents: [], recipients: [], bases: [])
}
