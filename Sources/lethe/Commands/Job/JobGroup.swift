internal import ArgumentParser

/// `lethe job`.
struct JobGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "What must be done from time to time; a server does it by itself.",
        subcommands: [JobRun.self, JobList.self]
    )
}
