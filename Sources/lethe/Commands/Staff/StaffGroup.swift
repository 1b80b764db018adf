internal import ArgumentParser

/// `lethe staff`.
struct StaffGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Who may sign, approve and act.",
        subcommands: [StaffAdd.self, StaffList.self, StaffRevoke.self, StaffMakeKey.self]
    )
}
