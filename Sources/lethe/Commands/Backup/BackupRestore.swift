internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe backup restore`.
struct BackupRestore: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup into an empty directory, as a copy of the vault.",
        discussion: """
            Needs no vault: an empty machine, the backup and today's key safe are enough. Every file is compared with the \
            manifest first. The copy opens with --drill alone, so that it cannot harm an original that still lives; what to \
            do next is said at the end.
            """
    )

    @Argument(help: "The backup's directory.", completion: .directory)
    var directory: String

    @Argument(help: "An empty or a new directory for the copy.", completion: .directory)
    var newDirectory: String

    @Option(
        name: .customLong("key-safe"),
        help: "A place of today's key safe, when it is not where it was; named again for each.",
        completion: .directory
    )
    var keySafes: [String] = []

    @Option(
        help:
            "A folder with the key files of renewals since the backup: `key-files` of a later backup or of the vault.",
        completion: .directory
    )
    var keyFiles: String?

    @Option(help: "How results are written.")
    var format = OutputFormat.table

    func run(on console: any Console) async throws {
        let target = VaultDirectory(console.absolute(newDirectory).standardisedPath)
        let manifest = try await OpenVault.restore(
            backup: console.absolute(directory).standardisedPath,
            to: target,
            keySafes: keySafes.isEmpty
                ? nil
                : keySafes.map {
                    KeySafeLocation.isPath($0) ? console.absolute($0).standardisedPath : $0
                },
            keyFiles: keyFiles.map { console.absolute($0).standardisedPath }
        )
        let rehearsal = manifest.isRehearsal ? "REHEARSAL: " : ""
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "backup": .string(manifest.id.description), "directory": .string(target.path),
                    "rehearsal": .bool(manifest.isRehearsal),
                    "takenAt": .string(manifest.takenAt.description),
                    "vault": .string(manifest.vault.description),
                ])
            )
        case .table:
            try await console.print(
                "\(rehearsal)Restored the vault as of \(manifest.takenAt) into \(target.path)"
            )
            try await console.print(
                "It is a copy. It opens with --drill alone: nothing is changed or destroyed"
            )
        }
        try await console.say("to look into it: lethe --vault \(target.path) --drill vault status")
        try await console.say(
            "to go on from it, only when the original is gone for good: lethe --vault \(target.path) vault adopt, then "
                + "lethe --vault \(target.path) vault reconcile"
        )
    }
}
