public import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// The rulebook in force for a controller, and what it is told about the controller whenever it is asked.
public struct Law: Sendable {
    /// How certificates name it.
    public let reference: RulebookReference
    /// The number of the publication.
    let publication: Int32
    /// The first day on which it decides.
    let activeFrom: Day
    let open: OpenRulebook
    /// What it is told about the controller.
    let house: [String: FactValue]

    /// The name of the fact in which country the controller is.
    static let country = "controller.country"

    /// Where a controller is, and what else the rules are told about it.
    struct Jurisdiction: Sendable {
        let country: String
        let facts: [String: String]
    }

    /// The rules.
    public var rulebook: Rulebook { open.rulebook }

    /// Takes a rulebook for a controller.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` when a fact of the controller does not fit.
    init(_ open: OpenRulebook, _ publication: Int32, activeFrom: Day, for place: Jurisdiction) throws {
        try Self.requireCountry(place.country, as: Self.country, in: open.rulebook.vocabulary)
        var house = try Self.values(place.facts, of: [.organisation], in: open.rulebook.vocabulary)
        house[Self.country] = .word(place.country)
        self.init(open, publication, activeFrom: activeFrom, house: house)
        // What does not fit is refused here, and not at every read.
        _ = try set(of: [:])
    }

    /// Takes a rulebook with facts of the controller that fit it.
    init(_ open: OpenRulebook, _ publication: Int32, activeFrom: Day, house: [String: FactValue]) {
        self.open = open
        self.publication = publication
        self.activeFrom = activeFrom
        reference = RulebookReference(name: "Rules of \(activeFrom)", digest: open.digest)
        self.house = house
    }

    /// Asks the rulebook about the controller and what else is known; what is not in `facts` is unknown.
    func decide(_ kind: DecisionKind, _ facts: [String: FactValue], on day: Day) throws -> Decision {
        open.engine.decide(kind, try set(of: facts), asOf: day)
    }

    /// The outcome alone, much faster.
    func outcome(_ kind: DecisionKind, _ facts: [String: FactValue], on day: Day) throws -> Outcome {
        open.engine.outcome(kind, try set(of: facts), asOf: day)
    }

    /// The controller's facts with others, for the engine.
    func set(of facts: [String: FactValue]) throws -> FactSet {
        do throws(FactError) {
            return try open.engine.facts(house.merging(facts) { _, given in given })
        } catch {
            throw VaultError(.invalidInput, "\(error)")
        }
    }

    /// The sentence of a rule with its citations.
    ///
    /// - Parameter end: How to call the end of a period that the rule does not state itself.
    func sentence(of rule: RuleUse, in decision: Decision, until end: String) -> String {
        let own = decision.dates.first { $0.rule == rule.id && $0.meaning == .minimum }?.date.day.description
        let sentence = (open.sentences[rule.id] ?? "").replacing("{keep_until}", with: own ?? end)
        let cited = rule.citations.map { "\($0.article) \($0.law)" }.joined(separator: "; ")
        return "\(sentence) (\(cited))"
    }

    /// Refuses a country that the rules do not know.
    ///
    /// - Throws: ``VaultError/Code/invalidInput``.
    static func requireCountry(_ text: String, as name: String, in vocabulary: Vocabulary) throws {
        guard let definition = vocabulary.facts[name], definition.kind.value(of: text) == nil else { return }
        throw VaultError(
            .invalidInput,
            "the rules know no country `\(text.printed)`; name it by its two capital letters (ISO 3166-1), such as DE"
        )
    }

    /// Reads facts as they were given, `NAME=VALUE`.
    ///
    /// - Parameter takingBack: Whether an empty text takes a fact back and so has no value.
    /// - Throws: ``VaultError/Code/invalidInput`` naming the fact and what it may be.
    static func values(
        _ texts: [String: String],
        of sources: Set<FactSource>,
        in vocabulary: Vocabulary,
        takingBack: Bool = false
    ) throws -> [String: FactValue] {
        var values: [String: FactValue] = [:]
        for (name, text) in texts {
            guard let definition = vocabulary.facts[name], sources.contains(definition.source) else {
                let known = vocabulary.facts.values.filter { sources.contains($0.source) }.map(\.name)
                    .sorted()
                throw VaultError(
                    .invalidInput,
                    "there is no fact `\(name.printed)` to be stated here; there are \(known.joined(separator: ", "))"
                )
            }
            if takingBack, text.isEmpty { continue }
            guard let value = definition.kind.value(of: text) else {
                throw VaultError(
                    .invalidInput,
                    "the fact \(name) is \(definition.kind.expectation)"
                )
            }
            values[name] = value
        }
        return values
    }
}
