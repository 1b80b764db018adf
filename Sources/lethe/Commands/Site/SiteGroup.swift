internal import ArgumentParser

/// `lethe site`.
struct SiteGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "The places of a controller, with region and holiday calendar.",
        subcommands: [SiteAdd.self, SiteList.self]
    )
}
