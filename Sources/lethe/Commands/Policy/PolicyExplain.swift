internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

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

    @Argument(help: "disclose, transfer, erase, rectify, retain, respond or notify.")
    var kind: String

    @Option(help: "A fact, NAME=VALUE; may be named again.")
    var fact: [String] = []

    @Option(
        help: "A file with one fact per line; lines that begin with # are passed over.",
        completion: .file()
    )
    var facts: String?

    @Option(help: "The day of the decision (YYYY-MM-DD); otherwise today.")
    var asOf: Day?

    @Option(help: "The language of the sentences: en, de, fr, es, nl.")
    var lang = "en"

    private static let fileLimit = 1 << 16

    func run(on console: any Console) async throws {
        guard let kind = DecisionKind(rawValue: kind) else {
            throw ValidationError(
                "the question is one of \(DecisionKind.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        let rulebook = try await source.rulebook(on: console)
        let set = try FactArguments(lines(on: console)).facts(in: rulebook.vocabulary)
        let decision = PolicyEngine(rulebook).decide(kind, set, asOf: asOf ?? VaultClock.system.now.day)
        let text = Explanation(decision, rulebook: rulebook, language: lang).text
        try await console.write(Array(text.utf8))
    }

    private func lines(on console: any Console) throws -> [String] {
        guard let facts else { return fact }
        let text = String(
            decoding: try FileSystem.read(console.absolute(facts), limit: Self.fileLimit),
            as: UTF8.self
        )
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") } + fact
    }
}
