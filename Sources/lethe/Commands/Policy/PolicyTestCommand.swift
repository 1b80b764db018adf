internal import ArgumentParser
internal import PolicyEngine

/// `lethe policy test`.
struct PolicyTestCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the cases that stand beside the rules and report each.",
        discussion: "Exit code 3 when one fails."
    )

    @OptionGroup var source: RulesOption

    @Option(help: "One pack only, such as de.")
    var pack: String?

    func run(on console: any Console) async throws {
        let rulebook = try await source.rulebook(on: console)
        try source.check(pack: pack, in: rulebook)
        var failed = 0
        var count = 0
        for result in PolicyTestRunner.run(rulebook)
        where pack == nil || result.test.place.file.hasSuffix("/\(pack ?? "").yaml") {
            count += 1
            try await console.print(
                "\(result.passed ? "ok  " : "FAIL")  \(result.test.id)  \(result.test.title)"
            )
            guard !result.passed else { continue }
            failed += 1
            for difference in result.differences { try await console.print("      \(difference)") }
            try await console.print("      \(result.test.place)")
        }
        try await console.say("\(counted(count, "case")), \(failed) failed")
        if failed > 0 { throw ExitCode(CommandStatus.invalid) }
    }
}
