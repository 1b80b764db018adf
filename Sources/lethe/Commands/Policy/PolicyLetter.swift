internal import ArgumentParser
internal import PolicyEngine
internal import VaultModel

/// `lethe policy letter KIND`.
struct PolicyLetter: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter",
        abstract: "See the letter that the rules lead to, in English, German, French, Spanish or Dutch.",
        discussion: """
            Nothing is stored, nothing is sent, and no vault is needed. Which question is asked follows from \
            request.kind: access and portability ask whether it may be shown, rectification whether it may be \
            corrected, all else whether it is to be erased. Exit code 4 when a person must decide first.
            Example: lethe policy letter refusal --lang de --fact controller.country=DE \
            --fact record.class=clinical_core --fact treatment.completed=2023-03-10 --fact request.kind=erasure \
            --fact request.received=2026-03-02 --fact request.ground=no_longer_needed
            """
    )

    @OptionGroup var source: RulesOption
    @OptionGroup var stated: FactsOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "refusal, partial-refusal, erasure, extension, rectification, question or referral.")
    var kind: LetterKind

    @Option(help: "The language: en, de, fr, es, nl.")
    var lang = Language.english

    @Option(
        help:
            "What the reader knows the record by; named again, the letter tells of several with the same facts."
    )
    var record: [String] = []

    @Option(
        help: "The day on which it was erased or corrected (YYYY-MM-DD); otherwise the day of the decision."
    )
    var doneOn: Day?

    @Option(help: "Why the answer takes longer: complexity or number; may be named again. For an extension.")
    var because: [LetterDetails.Delay] = []

    @Option(help: "A sentence of yours for an extension, in the language of the letter.")
    var remark = ""

    @Flag(help: "A person has confirmed what the rules want confirmed.")
    var confirmed = false

    func run(on console: any Console) async throws {
        let rulebook = try await source.rulebook(on: console)
        let arguments = try stated.arguments(on: console)
        let decision = PolicyEngine(rulebook).decide(
            Self.question(arguments.texts["request.kind"]),
            try arguments.facts(in: rulebook.vocabulary),
            asOf: stated.day
        )
        let names: [String?] = record.isEmpty ? [nil] : record
        let letter: Letter
        do {
            letter = try Letter(
                kind,
                names.map { LetterItem(decision, name: $0, isConfirmed: confirmed) },
                rulebook: rulebook,
                language: lang,
                details: LetterDetails(
                    date: stated.day,
                    doneOn: doneOn ?? stated.day,
                    delays: because,
                    remark: remark
                )
            )
        } catch {
            guard error.code == .undecided else { throw ValidationError(error.description) }
            try await console.say(error.description)
            throw ExitCode(CommandStatus.partial)
        }
        try await page.write(page.html ? letter.html : letter.text, on: console)
    }

    /// The question that a kind of request asks.
    private static func question(_ request: String?) -> DecisionKind {
        switch request {
        case "access", "portability": .disclose
        case "rectification": .rectify
        default: .erase
        }
    }
}
