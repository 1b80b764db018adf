internal import VaultModel

/// Reads one rule of a pack.
struct RuleReader {
    private let reader: PolicyReader
    private let lexicon: Lexicon
    private let pack: String
    private let languages: [String]

    init(_ reader: PolicyReader, _ lexicon: Lexicon, pack: String, languages: [String]) {
        self.reader = reader
        self.lexicon = lexicon
        self.pack = pack
        self.languages = languages
    }

    private static let keys = [
        "id", "decision", "in_force", "when", "retain", "outcome", "basis", "refer_to", "deadline", "tasks",
        "obligations", "exception_to", "cite", "plain", "confidence", "needs_confirmation",
    ]

    /// The rule, also when something is wrong with it; `nil` when not even its id can be read.
    func rule(_ node: PolicyNode) -> ReadRule? {
        guard let bare = reader.fields(node, of: "the rule", known: Self.keys),
            let id = bare.required("id", mend: "Give it an id such as \(pack).retain.core.").flatMap({
                id($0)
            })
        else { return nil }
        let fields = bare.named("the rule `\(id)`")
        let before = reader.log.count
        let decision = fields.required("decision", mend: "Say what it decides.")
            .flatMap { reader.word($0, of: "a kind of decision", as: DecisionKind.self) }
        let inForce = reader.inForce(fields)
        let when =
            fields.has("when")
            ? fields["when"].flatMap { ConditionReader(reader: reader, lexicon: lexicon).conditions($0) }
            : PlacedConditions()
        let effects = EffectReader(reader: reader, lexicon: lexicon)
        let effect = decision.flatMap { effects.effect(of: $0, fields) }
        let basis = decision.flatMap { effects.basis(of: $0, effect, fields) }
        let referTo = effects.referTo(effect, fields)
        let obligations = effects.obligations(effect, fields)
        let exceptionTo = (fields["exception_to"].map { reader.texts($0, of: "`exception_to`") } ?? [])
            .map { ReadPack.Reference(id: $0.text, line: $0.line) }
        let citations =
            fields.required("cite", mend: "Every rule names its law: cite: [{law: BGB, article: § 630f(3)}].")
            .flatMap { reader.items($0, of: "`cite`") }?
            .compactMap { reader.citation($0) } ?? []
        let plain =
            fields.required("plain", mend: "Say in one sentence for a patient what the rule means.")
            .map { reader.sentences($0, of: "`plain`", languages: languages) } ?? [:]
        let confidence = fields.required("confidence", mend: "Write settled, majority or contested.")
            .flatMap { reader.word($0, of: "a confidence", as: Confidence.self) }
        let confirm =
            fields["needs_confirmation"].flatMap { reader.yesNo($0, of: "`needs_confirmation`") } ?? false

        var rule: Rule?
        if let decision, let inForce, let when, let effect, let confidence, reader.log.count == before {
            rule = Rule(
                id: id,
                pack: pack,
                decision: decision,
                inForceFrom: inForce.from,
                inForceTo: inForce.to,
                when: when.conditions,
                effect: effect,
                exceptionTo: exceptionTo.map(\.id),
                obligations: obligations,
                basis: basis,
                referTo: referTo,
                citations: citations,
                plain: plain,
                confidence: confidence,
                needsConfirmation: confirm || confidence == .contested,
                place: reader.place(node.line)
            )
        }
        return ReadRule(
            id: id,
            decision: decision,
            place: reader.place(node.line),
            exceptionTo: exceptionTo,
            conditions: when ?? PlacedConditions(),
            rule: rule
        )
    }

    /// An id that begins with that of the pack.
    func id(_ node: PolicyNode) -> String? {
        guard let id = reader.text(node, of: "`id`") else { return nil }
        let parts = id.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, id.utf8.count <= 100, parts.allSatisfy({ Self.isPart($0) }) else {
            reader.problem(
                node.line,
                "\(quoted(id)) is not an id for a rule",
                mend: "Use small letters, digits, - and _, in parts with dots: \(pack).retain.core."
            )
            return nil
        }
        if parts[0] != pack {
            reader.problem(
                node.line,
                "The id \(quoted(id)) does not begin with the id of its pack",
                mend: "Write \(pack).\(parts.dropFirst().joined(separator: "."))."
            )
        }
        return id
    }

    private static func isPart(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
            }
    }
}
