internal import ArgumentParser

/// `lethe episode`.
struct EpisodeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "episode",
        abstract: "Courses of care: the dates that retention counts from.",
        subcommands: [EpisodeOpen.self, EpisodeComplete.self, EpisodeList.self]
    )
}
