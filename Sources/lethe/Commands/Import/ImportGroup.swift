internal import ArgumentParser

/// `lethe import`.
struct ImportGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Store many documents at once: an archive.",
        subcommands: [ImportFiles.self, ImportFHIR.self]
    )
}
