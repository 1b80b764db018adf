internal import ArgumentParser

/// `lethe server`.
struct ServerGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "The process that owns a vault.",
        subcommands: [ServerRun.self, ServerMetrics.self]
    )
}
