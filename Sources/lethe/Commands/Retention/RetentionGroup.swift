internal import ArgumentParser

/// `lethe retention`.
struct RetentionGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "What the law wants done with stored records, and when.",
        subcommands: [RetentionPreview.self]
    )
}
