internal import ArgumentParser
internal import Foundation
internal import VaultModel
internal import VaultStorage

/// `lethe backup verify`.
struct BackupVerify: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare every file of a backup with its manifest, and read from it with today's key safe.",
        discussion: """
            Its database is loaded aside and a sample of its versions is read whole, byte for byte; then what was loaded is \
            removed. The backup itself is not changed.
            """
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "The backup's directory.", completion: .directory)
    var directory: String

    @Option(help: "The most versions of each controller that are read; 0 for all.")
    var sample = 200

    @Option(
        help:
            "Where the database is loaded for that time, with room for it; otherwise the machine's temporary folder.",
        completion: .directory
    )
    var scratch: String?

    func validate() throws {
        guard sample >= 0 else { throw ValidationError("--sample is a number of versions, or 0 for all") }
    }

    func run(in open: OpenVault, on console: any Console) async throws {
        let report = try await open.verifyBackup(
            in: console.absolute(directory).standardisedPath,
            sample: sample == 0 ? nil : sample,
            scratch: scratch.map { console.absolute($0).standardisedPath }
                ?? FileManager.default.temporaryDirectory.path
        )
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "backup": .string(report.manifest.id.description),
                    "drills": .array(
                        report.drills.map { name, drill in
                            .object([
                                "controller": .string(name), "erasedSince": .integer(Int64(drill.erased)),
                                "read": .integer(Int64(drill.whole)),
                                "versions": .integer(Int64(drill.versions)),
                            ])
                        }
                    ),
                    "files": .integer(Int64(report.manifest.files.count)),
                    "verifiedAt": .string(report.at.description),
                ])
            )
        case .table:
            try await console.print(
                "\(counted(report.manifest.files.count, "file")) as they were made on \(report.manifest.takenAt)"
            )
            for (name, drill) in report.drills {
                try await console.print(
                    "\(name): read \(drill.whole) of \(counted(drill.versions, "version")) byte for byte; "
                        + "\(drill.erased) erased since and unreadable"
                )
            }
            try await console.print("Backup \(report.manifest.id) is whole and opens with today's key safe")
        }
    }
}
