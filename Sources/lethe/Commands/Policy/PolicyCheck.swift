internal import ArgumentParser
internal import PolicyEngine

/// `lethe policy check`.
struct PolicyCheck: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check every file of the rules and run their tests; every problem is told.",
        discussion: "Exit code 3 when something is wrong. Example: lethe policy check --rules policies"
    )

    @OptionGroup var source: RulesOption

    func run(on console: any Console) async throws {
        let rulebook = try await source.rulebook(on: console)
        let failures = PolicyTestRunner.run(rulebook).filter { !$0.passed }
        for failure in failures {
            try await console.print(
                "\(failure.test.place): test \(failure.test.id) fails: \(failure.differences.joined(separator: "; "))"
            )
        }
        guard failures.isEmpty else { throw ExitCode(CommandStatus.invalid) }
        let packs = rulebook.packs.values.sorted { $0.id < $1.id }
        for pack in packs {
            try await console.print(
                "\(pack.id): \(pack.title); \(counted(pack.rules.count, "rule")), \(counted(pack.tests.count, "test")), review by \(pack.reviewBy)"
            )
        }
        try await console.print("Everything holds.")
    }
}
