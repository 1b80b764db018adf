internal import VaultModel

/// Reads a pack file.
struct PackReader {
    private let reader: PolicyReader
    private let lexicon: Lexicon

    init(_ reader: PolicyReader, _ lexicon: Lexicon) {
        self.reader = reader
        self.lexicon = lexicon
    }

    /// The pack, also when something is wrong within; `nil` when not even its id can be read.
    static func read(_ root: PolicyNode, _ lexicon: Lexicon, _ reader: PolicyReader) -> ReadPack? {
        Self(reader, lexicon).pack(root)
    }

    private static let keys = [
        "format", "id", "jurisdiction", "title", "languages", "extends", "attaches_when", "review_by",
        "remedies",
        "rules",
    ]

    private func pack(_ root: PolicyNode) -> ReadPack? {
        guard let bare = reader.fields(root, of: "the pack", known: Self.keys),
            let id = bare.required("id", mend: "Give the pack the name of its file, such as de.").flatMap({
                id($0)
            })
        else { return nil }
        let fields = bare.named("the pack `\(id)`")
        let jurisdiction = fields.required(
            "jurisdiction",
            mend: "Write EU, or the country or region by ISO 3166."
        )
        .flatMap { self.jurisdiction($0) }
        let title = fields.required("title", mend: "Write what the pack is called.")
            .flatMap { reader.text($0, of: "`title`") }
        let languages =
            fields.required("languages", mend: "List the languages of its sentences: [en, de].")
            .map { self.languages($0) } ?? ["en"]
        let extends = (fields["extends"].map { reader.texts($0, of: "`extends`") } ?? [])
            .map { ReadPack.Reference(id: $0.text, line: $0.line) }
        let attachesWhen = fields["attaches_when"].map { attachment($0) } ?? []
        let reviewBy = fields.required(
            "review_by",
            mend: "Name the day by which a lawyer must look at it again."
        )
        .flatMap { self.reviewBy($0) }
        let remedies =
            fields.required("remedies", mend: "Say where a patient can complain, in every language.")
            .map { reader.sentences($0, of: "`remedies`", languages: languages) } ?? [:]
        let nodes = fields.required("rules", mend: "Write its rules.").flatMap {
            reader.items($0, of: "`rules`")
        }
        let rules = (nodes ?? []).compactMap {
            RuleReader(reader, lexicon, pack: id, languages: languages).rule($0)
        }
        return ReadPack(
            id: id,
            place: reader.place(root.line),
            jurisdiction: jurisdiction ?? "",
            title: title ?? "",
            languages: languages,
            extends: extends,
            lengthens: nil,
            attachesWhen: attachesWhen,
            statesAttachment: fields.has("attaches_when"),
            reviewBy: reviewBy ?? Day(daysSinceEpoch: 0),
            remedies: remedies,
            rules: rules
        )
    }

    /// An id that is the name of its file in a folder.
    func id(_ node: PolicyNode, in folder: String = "packs") -> String? {
        guard let id = reader.text(node, of: "`id`") else { return nil }
        guard Self.isID(id) else {
            reader.problem(
                node.line,
                "\(quoted(id)) is not an id for a pack",
                mend: "Use small letters, digits, - and _, beginning with a letter."
            )
            return nil
        }
        if reader.file != "\(folder)/\(id).yaml" {
            reader.problem(
                node.line,
                "The pack `\(id)` stands in the file `\(reader.file)`",
                mend: "Name the file \(folder)/\(id).yaml, or correct the id."
            )
        }
        return id
    }

    private func jurisdiction(_ node: PolicyNode) -> String? {
        guard let text = reader.text(node, of: "`jurisdiction`") else { return nil }
        let lists = lexicon.vocabulary.lists
        let known = ["EU"] + (lists["countries"] ?? []) + (lists["regions"] ?? [])
        guard known.contains(text) else {
            reader.problem(
                node.line,
                "\(quoted(text)) is not a jurisdiction",
                mend: Spelling.advice(
                    for: text,
                    known: known,
                    otherwise: "Write EU, or a word of the lists countries or regions of the vocabulary."
                )
            )
            return nil
        }
        return text
    }

    /// The languages of sentences, English among them.
    func languages(_ node: PolicyNode) -> [String] {
        let texts = reader.texts(node, of: "`languages`")
        for (text, line) in texts where !Self.isLanguage(text) {
            reader.problem(
                line,
                "\(quoted(text)) is not a language",
                mend: "Write two small letters, such as en."
            )
        }
        let languages = texts.map(\.text).filter(Self.isLanguage)
        guard languages.contains("en") else {
            reader.problem(
                node.line,
                "The pack has no sentences in English",
                mend: "Add en to the languages."
            )
            return ["en"] + languages
        }
        return languages
    }

    private func attachment(_ node: PolicyNode) -> [[Condition]] {
        (reader.items(node, of: "`attaches_when`") ?? []).compactMap { item in
            guard let entries = reader.entries(item, of: "an entry of `attaches_when`") else { return nil }
            let reading = ConditionReader(reader: reader, lexicon: lexicon)
            let conditions = entries.compactMap { reading.condition($0) }
            var space = ConditionSpace(lexicon)
            guard conditions.count == entries.count else { return nil }
            for condition in conditions where !space.admits(condition) {
                reader.problem(item.line, "This can never hold", mend: "Remove what contradicts the rest.")
            }
            return conditions
        }
    }

    /// A day within the next years.
    func reviewBy(_ node: PolicyNode) -> Day? {
        guard let day = reader.day(node, of: "`review_by`") else { return nil }
        guard (2020...2060).contains(day.year) else {
            reader.problem(
                node.line,
                "A review by \(day) cannot be meant",
                mend: "Name a day within the next few years."
            )
            return nil
        }
        return day
    }

    /// Whether a text is an id for a pack.
    static func isID(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7a).contains(first), text.utf8.count <= 64 else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
        }
    }

    /// Whether a text is a code for a language.
    static func isLanguage(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    }
}
