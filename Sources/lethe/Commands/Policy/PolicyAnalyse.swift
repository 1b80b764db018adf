internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultModel

/// `lethe policy analyse`.
struct PolicyAnalyse: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse",
        abstract: "Look for gaps, conflicts and rules that decide nothing, over all cases.",
        discussion: """
            Every case is shown with facts that can be given to `lethe policy explain`. Exit code 3 when rules are in \
            conflict or decide nothing; gaps and passed reviews are told, but are no failure.
            Example: lethe policy analyse --pack de --as-of 2026-12-01
            """
    )

    @OptionGroup var source: RulesOption

    @Option(help: "Only what concerns one pack, such as de.")
    var pack: String?

    @Option(help: "The day (YYYY-MM-DD); otherwise today.")
    var asOf: Day?

    @Option(help: "How many gaps of a question are written out for each combination of packs; JSON has all.")
    var gaps = 5

    @Option(help: "table for people, json for programs.")
    var format = OutputFormat.table

    func run(on console: any Console) async throws {
        let rulebook = try await source.rulebook(on: console)
        try source.check(pack: pack, in: rulebook)
        guard gaps >= 0 else { throw ValidationError("--gaps is 0 or more") }
        let analysis = RulebookAnalysis(rulebook, asOf: asOf ?? VaultClock.system.now.day, pack: pack)
        switch format {
        case .table:
            let report = AnalysisReport(analysis, rulebook: rulebook, gapsShown: gaps)
            try await console.write(Array(report.text.utf8))
        case .json: try await console.print(json: AnalysisListing(analysis).json)
        }
        if analysis.hasErrors { throw ExitCode(CommandStatus.invalid) }
    }
}
