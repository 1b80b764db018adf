internal import VaultModel

/// Reads a controller's own schedule of periods: it may lengthen what a pack asks, and never shorten it.
///
/// Every entry becomes a retention rule with a minimum alone. It sets nothing aside and states no maximum, and the
/// latest minimum wins, so that nothing it says can end a period earlier.
struct HouseScheduleReader {
    private let reader: PolicyReader
    private let lexicon: Lexicon

    /// The schedule as a pack, also when something is wrong within; `nil` when not even its id can be read.
    static func read(_ root: PolicyNode, _ lexicon: Lexicon, _ reader: PolicyReader) -> ReadPack? {
        Self(reader: reader, lexicon: lexicon).schedule(root)
    }

    private static let keys = ["format", "id", "title", "languages", "lengthens", "entries"]
    private static let entryKeys = [
        "id", "in_force", "classes", "keep", "from", "ground", "owner", "review_by", "plain",
    ]

    private func schedule(_ root: PolicyNode) -> ReadPack? {
        guard let bare = reader.fields(root, of: "the schedule", known: Self.keys),
            let id = bare.required("id", mend: "Give it the name of its file, such as house.").flatMap({
                PackReader(reader, lexicon).id($0, in: "houses")
            })
        else { return nil }
        let fields = bare.named("the schedule `\(id)`")
        let title = fields.required("title", mend: "Write whose schedule it is.")
            .flatMap { reader.text($0, of: "`title`") }
        let languages =
            fields.required("languages", mend: "List the languages of its sentences: [en, de].")
            .map { PackReader(reader, lexicon).languages($0) } ?? ["en"]
        let lengthens = fields.required("lengthens", mend: "Name the pack whose periods it lengthens.")
            .flatMap { node in
                reader.text(node, of: "`lengthens`").map { ReadPack.Reference(id: $0, line: node.line) }
            }
        let nodes = fields.required("entries", mend: "Write its entries.").flatMap {
            reader.items($0, of: "`entries`")
        }
        let rules = (nodes ?? []).compactMap { entry($0, of: id, title: title ?? "", languages) }
        return ReadPack(
            id: id,
            place: reader.place(root.line),
            jurisdiction: "",
            title: title ?? "",
            languages: languages,
            extends: [],
            lengthens: lengthens,
            attachesWhen: [],
            statesAttachment: true,
            // Every entry asks for its own review.
            reviewBy: rules.compactMap(\.rule?.house?.reviewBy).max() ?? Day(daysSinceEpoch: 0),
            remedies: [:],
            rules: rules
        )
    }

    private func entry(_ node: PolicyNode, of schedule: String, title: String, _ languages: [String])
        -> ReadRule?
    {
        guard let bare = reader.fields(node, of: "the entry", known: Self.entryKeys),
            let id = bare.required("id", mend: "Give it an id such as \(schedule).imaging.").flatMap({
                RuleReader(reader, lexicon, pack: schedule, languages: languages).id($0)
            })
        else { return nil }
        let fields = bare.named("the entry `\(id)`")
        let before = reader.log.count
        let inForce = reader.inForce(fields)
        let classes = fields.required("classes", mend: "Name the classes of records it is about.")
            .map { self.classes($0) }
        let limit = limit(fields)
        let ground = text("ground", fields, mend: "Say why it is kept longer than the law asks.")
        let owner = text("owner", fields, mend: "Name the function that answers for it.")
        let reviewBy = fields.required(
            "review_by",
            mend: "Name the day by which somebody must look at it again."
        )
        .flatMap { PackReader(reader, lexicon).reviewBy($0) }
        let plain =
            fields.required("plain", mend: "Say in one sentence for a patient what it means.")
            .map { reader.sentences($0, of: "`plain`", languages: languages) } ?? [:]
        let conditions =
            (classes ?? []).isEmpty
            ? []
            : [
                PlacedCondition(
                    condition: Condition(
                        fact: ClassTableReader.fact,
                        test: .oneOf(Set((classes ?? []).map { .word($0) }))
                    ),
                    line: fields.line(of: "classes")
                )
            ]
        var rule: Rule?
        if let inForce, let limit, let ground, let owner, let reviewBy, reader.log.count == before {
            rule = Rule(
                id: id,
                pack: schedule,
                decision: .retain,
                inForceFrom: inForce.from,
                inForceTo: inForce.to,
                when: Conditions(all: conditions.map(\.condition)),
                effect: .retention(
                    RetentionEffect(
                        minimum: limit,
                        maximum: nil,
                        source: .house,
                        afterwards: .review,
                        suspendedWhile: nil
                    )
                ),
                exceptionTo: [],
                obligations: [],
                basis: nil,
                referTo: nil,
                citations: [Citation(law: title, article: "\(id): \(ground)", url: nil)],
                plain: plain,
                confidence: .settled,
                needsConfirmation: false,
                house: HouseTerms(ground: ground, owner: owner, reviewBy: reviewBy),
                place: reader.place(node.line)
            )
        }
        return ReadRule(
            id: id,
            decision: .retain,
            place: reader.place(node.line),
            exceptionTo: [],
            conditions: PlacedConditions(all: conditions),
            rule: rule
        )
    }

    private func text(_ key: String, _ fields: FieldSet, mend: String) -> String? {
        fields.required(key, mend: mend).flatMap { reader.text($0, of: "`\(key)`") }
    }

    private func classes(_ node: PolicyNode) -> [String] {
        let known = lexicon.words(of: ClassTableReader.fact) ?? []
        return reader.texts(node, of: "`classes`").flatMap { text, line -> [String] in
            let words = text.hasPrefix("$") ? lexicon.vocabulary.lists[String(text.dropFirst())] : [text]
            guard let words, known.isSuperset(of: words) else {
                reader.problem(
                    line,
                    "\(quoted(text)) is not a class of records",
                    mend: Spelling.advice(for: text, known: known)
                )
                return []
            }
            return words
        }
    }

    private func limit(_ fields: FieldSet) -> RetentionEffect.Limit? {
        guard let keep = fields.required("keep", mend: "Write a period, such as 30 years."),
            let from = fields.required("from", mend: "Name the day fact it counts from.").flatMap({
                lexicon.fact($0, of: "`from`", kind: .day, reader)
            })
        else { return nil }
        return ConditionReader(reader: reader, lexicon: lexicon).period(keep, from: from).map {
            .period($0, from: from)
        }
    }
}
