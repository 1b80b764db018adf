internal import VaultModel

/// Reads a file of tests.
struct TestReader {
    private let reader: PolicyReader
    private let lexicon: Lexicon

    /// The tests, also those with problems; `packs` are the ids that can be read.
    static func read(
        _ root: PolicyNode,
        _ lexicon: Lexicon,
        packs: Set<String>,
        unreadable: Set<String>,
        _ reader: PolicyReader
    ) -> [ReadTest] {
        Self(reader: reader, lexicon: lexicon).tests(root, packs: packs.union(unreadable))
    }

    private func tests(_ root: PolicyNode, packs: Set<String>) -> [ReadTest] {
        guard let fields = reader.fields(root, of: "the file of tests", known: ["format", "pack", "tests"])
        else { return [] }
        let pack = fields.required("pack", mend: "Name the pack that is tested.")
            .flatMap { reader.word($0, of: "a pack", among: packs) }
        let items =
            fields.required("tests", mend: "Write the tests.").flatMap { reader.items($0, of: "`tests`") }
            ?? []
        return items.compactMap { test($0, pack: pack ?? "") }
    }

    private func test(_ node: PolicyNode, pack: String) -> ReadTest? {
        let keys = ["id", "title", "decision", "as_of", "facts", "expect"]
        guard let bare = reader.fields(node, of: "the test", known: keys) else { return nil }
        let id =
            bare.required("id", mend: "Give it an id, such as E-01.").flatMap { reader.text($0, of: "`id`") }
            ?? ""
        let fields = bare.named(id.isEmpty ? "the test" : "the test \(quoted(id))")
        let before = reader.log.count
        let title = fields.required("title", mend: "Say in a few words what the case is.")
            .flatMap { reader.text($0, of: "`title`") }
        let decision = fields.required("decision", mend: "Say what is decided.")
            .flatMap { reader.word($0, of: "a kind of decision", as: DecisionKind.self) }
        let asOf = fields.required("as_of", mend: "Name the day of the decision.")
            .flatMap { reader.day($0, of: "`as_of`") }
        let facts =
            fields.required("facts", mend: "Write the facts of the case.").map { self.facts($0) } ?? [:]
        let expectation: Expectation? = fields.required("expect", mend: "Say what must come out.")
            .flatMap { self.expectation($0, of: decision) }
        var test: PolicyTest?
        if let title, let decision, let asOf, let expectation, !id.isEmpty, reader.log.count == before {
            test = PolicyTest(
                id: id,
                title: title,
                decision: decision,
                asOf: asOf,
                facts: facts,
                expected: expectation.expected,
                place: reader.place(node.line)
            )
        }
        return ReadTest(
            pack: pack,
            fired: expectation?.fired ?? [],
            defeated: expectation?.defeated ?? [],
            id: id,
            place: reader.place(node.line),
            test: test
        )
    }

    private func facts(_ node: PolicyNode) -> [String: FactValue] {
        var facts: [String: FactValue] = [:]
        for entry in reader.entries(node, of: "`facts`") ?? [] {
            guard let fact = lexicon.fact(entry.key, line: entry.line, reader) else { continue }
            guard fact.derivation == nil else {
                reader.problem(
                    entry.line,
                    "The fact `\(fact.name)` is computed; nobody supplies it",
                    mend: "State the facts that it is computed from."
                )
                continue
            }
            facts[fact.name] = lexicon.value(entry.value, of: fact, reader)
        }
        return facts
    }

    // MARK: Expectation

    private typealias Expectation = (
        expected: PolicyTest.Expectation, fired: [ReadPack.Reference], defeated: [ReadPack.Reference]
    )

    private static let days = ["keep_until", "destroy_after", "due"]
    private static let lists = ["fired", "defeated", "missing"]

    private func expectation(_ node: PolicyNode, of decision: DecisionKind?) -> Expectation? {
        let keys = ["outcome", "keeps_forever", "basis", "confirm"] + Self.days + Self.lists
        guard let fields = reader.fields(node, of: "`expect`", known: keys) else { return nil }
        let outcome = fields.required("outcome", mend: "Say what the decision is.").flatMap { node in
            let known = decision.map(Self.outcomes) ?? Outcome.allCases
            return reader.word(
                node,
                of: "an outcome\(decision.map { " of `\($0.rawValue)`" } ?? "")",
                among: known.map(\.rawValue)
            ).flatMap(Outcome.init(rawValue:))
        }
        let days = Self.days.map { key in fields[key].flatMap { reader.day($0, of: "`\(key)`") } }
        let names = Self.lists.map { key in
            fields[key].map { node in
                reader.texts(node, of: "`\(key)`").map { ReadPack.Reference(id: $0.text, line: $0.line) }
            }
        }
        for fact in names[2] ?? [] { _ = lexicon.fact(fact.id, line: fact.line, reader) }
        let forever = fields["keeps_forever"].flatMap { reader.yesNo($0, of: "`keeps_forever`") }
        let confirm = fields["confirm"].flatMap { reader.yesNo($0, of: "`confirm`") }
        let basis = fields["basis"].flatMap {
            reader.word($0, of: "a basis of a transfer", among: lexicon.vocabulary.basisOrder)
        }
        if forever == true {
            fields.refuse(["keep_until"], because: "it is kept for ever", mend: "Remove one of them.")
        }
        let fired = names[0] ?? []
        let firedIDs = Set(fired.map(\.id))
        for rule in names[1] ?? [] where firedIDs.contains(rule.id) {
            reader.problem(
                rule.line,
                "\(quoted(rule.id)) is expected both to decide and to be set aside",
                mend: "Name it in one of the lists."
            )
        }
        guard let outcome else { return nil }
        return (
            PolicyTest.Expectation(
                outcome: outcome,
                keepUntil: days[0],
                keepsForever: forever,
                destroyAfter: days[1],
                due: days[2],
                fired: names[0].map { Set($0.map(\.id)) },
                defeated: names[1].map { Set($0.map(\.id)) },
                missing: names[2].map { Set($0.map(\.id)) },
                basis: basis,
                needsConfirmation: confirm
            ),
            fired, names[1] ?? []
        )
    }

    /// What can come out of a decision: what rules state, and what the engine adds.
    private static func outcomes(of kind: DecisionKind) -> [Outcome] {
        let stated = Outcome.stated(by: kind)
        let added: Set<Outcome> =
            switch kind {
            case .erase: [.partial]
            case .retain: [.keep, .mustDestroy, .noDuty, .escalate]
            case .respond, .notify: [.due, .nothingDue, .escalate]
            case .disclose, .transfer, .rectify: []
            }
        return Outcome.allCases.filter { stated.contains($0) || added.contains($0) }
    }
}
