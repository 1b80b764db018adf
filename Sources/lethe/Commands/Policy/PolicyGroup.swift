internal import ArgumentParser

/// `lethe policy`.
struct PolicyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "The rulebook: check it, test it, ask it, look it over, read it as tables, compare it.",
        subcommands: [
            PolicyCheck.self, PolicyTestCommand.self, PolicyExplain.self, PolicyLetter.self,
            PolicyTableCommand.self, PolicyAnalyse.self, PolicyDiff.self,
        ]
    )
}
