internal import ArgumentParser

/// `lethe bench`.
struct BenchGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "See how a vault behaves at a size.",
        subcommands: [BenchGenerate.self]
    )
}
