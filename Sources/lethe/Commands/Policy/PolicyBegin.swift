internal import ArgumentParser
internal import VaultStorage

/// `lethe policy begin`.
struct PolicyBegin: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin",
        abstract: "Write the rules that come with Lethe into a new folder, to begin one's own with.",
        discussion: "Example: lethe policy begin -o policies"
    )

    @OptionGroup var target: RulesFolder

    func run(on console: any Console) async throws {
        let count = try target.write(StandardRules.files, on: console)
        try await console.print("Wrote \(counted(count, "file")) into \(target.output)")
    }
}
