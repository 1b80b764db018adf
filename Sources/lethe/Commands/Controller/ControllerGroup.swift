internal import ArgumentParser

/// `lethe controller`.
struct ControllerGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "controller",
        abstract: "The organisations answerable for the data.",
        subcommands: [
            ControllerCreate.self, ControllerList.self, ControllerShow.self, ControllerFacts.self,
        ]
    )
}
