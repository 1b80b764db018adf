internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe backup make`.
struct BackupMake: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a backup of the whole vault while it goes on serving.",
        discussion: """
            Everything that was acknowledged before is in it, and no key: without today's key safe nobody reads it, and what \
            is erased later stays unreadable in it. Interrupted, it counts as none: make it again in the same directory. \
            With a server running the server writes the files.
            """
    )

    @OptionGroup var options: VaultOptions

    @Argument(help: "An empty or a new directory, on another device than the vault.", completion: .directory)
    var directory: String

    @Option(help: "The day on which its files will be destroyed, YYYY-MM-DD; certificates print it.")
    var expires: Day

    @Option(help: "What it is called, on certificates too; no name of a patient.")
    var label: String?

    func run(in open: OpenVault, on console: any Console) async throws {
        let path = console.absolute(directory).standardisedPath
        let manifest = try await open.makeBackup(in: path, label: label, expiresOn: expires)
        switch options.format {
        case .json:
            try await console.print(
                json: .object([
                    "backup": .string(manifest.id.description), "bytes": .integer(manifest.size),
                    "directory": .string(path), "expiresOn": .string(manifest.expiresOn.description),
                    "files": .integer(Int64(manifest.files.count)), "label": .string(manifest.label),
                    "takenAt": .string(manifest.takenAt.description),
                ])
            )
        case .table:
            try await console.print(
                "Backup \(manifest.id), taken \(manifest.takenAt): \(counted(manifest.files.count, "file")) in \(path)"
            )
            try await console.print("Destroy it on \(manifest.expiresOn); until then certificates name it")
            try await console.say("next: lethe backup verify \(path)")
        }
    }
}
