internal import ArgumentParser

/// `lethe policy`.
struct PolicyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract:
            "The rulebook: check it, test it, look it over, compare it, sign it, publish it, replay what it decided.",
        subcommands: [
            PolicyCheck.self, PolicyTestCommand.self, PolicyExplain.self, PolicyLetter.self,
            PolicyTableCommand.self, PolicyAnalyse.self, PolicyDiff.self, PolicyBegin.self, PolicySign.self,
            PolicyApprove.self, PolicyPublish.self, PolicyList.self, PolicyExport.self, PolicyReplay.self,
        ]
    )
}
