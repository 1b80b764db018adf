internal import ArgumentParser
internal import PolicyEngine

/// `lethe policy explain KIND`.
struct PolicyExplain: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Ask the rules about facts, and see why they answer as they do.",
        discussion: """
            Nothing is stored and no vault is needed. Facts are NAME=VALUE, by --fact or one per line of a file.
            Example: lethe policy explain erase --fact controller.country=DE --fact record.class=clinical_core \
            --fact treatment.completed=2023-03-10 --fact request.kind=erasure --fact request.received=2026-03-02 \
            --fact request.ground=no_longer_needed
            """
    )

    @OptionGroup var source: RulesOption
    @OptionGroup var stated: FactsOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "disclose, transfer, erase, rectify, retain, respond or notify.")
    var kind: String

    @Option(help: "The language: en, de, fr, es, nl. In others the sentences of packs that have them.")
    var lang = "en"

    func run(on console: any Console) async throws {
        guard let kind = DecisionKind(rawValue: kind) else {
            throw ValidationError(
                "the question is one of \(DecisionKind.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        let rulebook = try await source.rulebook(on: console)
        let set = try stated.arguments(on: console).facts(in: rulebook.vocabulary)
        let decision = PolicyEngine(rulebook).decide(kind, set, asOf: stated.day)
        let explanation = Explanation(decision, rulebook: rulebook, language: lang)
        try await page.write(page.html ? explanation.html : explanation.text, on: console)
    }
}
