internal import ArgumentParser

/// The command `lethe`.
@main
struct Lethe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lethe",
        abstract: "A vault for clinical records that can forget.",
        discussion: """
            Every version of a record has its own key. Destroying it makes the version unreadable everywhere it was \
            ever copied, old backups included.

            Exit codes: 0 done, 1 failure, 2 denied or not found, 3 invalid rules or proof, 4 done in part, 64 usage.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "House",
                subcommands: [
                    VaultGroup.self, ServerGroup.self, JobGroup.self, ControllerGroup.self, SiteGroup.self,
                    StaffGroup.self, BackupGroup.self, BenchGroup.self,
                ]
            ),
            CommandGroup(
                name: "Care",
                subcommands: [PatientGroup.self, EpisodeGroup.self, RecordGroup.self, ImportGroup.self]
            ),
            CommandGroup(name: "Law", subcommands: [PolicyGroup.self, RetentionGroup.self]),
            CommandGroup(
                name: "Keys and proof",
                subcommands: [CertificateGroup.self, KeySafeGroup.self, LedgerGroup.self]
            ),
        ]
    )

    static func main() async {
        await CommandLineEntry.run(Array(CommandLine.arguments.dropFirst()))
    }
}
