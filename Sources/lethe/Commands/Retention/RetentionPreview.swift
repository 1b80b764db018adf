internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe retention preview`.
struct RetentionPreview: ReplicaCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "What is due, record by record with the law; nothing is destroyed.",
        discussion: """
            Looks at every record whose period ends in or before the month and says what the law wants as of today. Records \
            that nobody can decide about are listed with the fact that is missing and who can supply it; records of a \
            treatment that is not completed are counted.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Option(help: "The last month to look at (YYYY-MM); otherwise this month.")
    var until: MonthArgument?

    @Flag(help: "Pass over records that nobody can decide about; much faster where there are many.")
    var dueOnly = false

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let staff = try acting.staff()
        let listing = RetentionListing(format: options.format, console: console)
        if options.drill || options.replica {
            try await console.say(
                "nothing is changed here: files that wait for a review are not reviewed first"
            )
        }
        let totals = try await controller.previewRetention(
            until: until?.day,
            undecided: !dueOnly,
            by: staff
        ) { try await listing.add($0) }
        try await listing.end(totals)
    }
}
