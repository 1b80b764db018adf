internal import ArgumentParser
internal import VaultModel
internal import VaultStorage

/// `lethe backup list`.
struct BackupList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The register of backups: what certificates name, and what is to be destroyed."
    )

    @OptionGroup var options: VaultOptions

    func run(in open: OpenVault, on console: any Console) async throws {
        let today = open.configuration.clock.now.day
        let entries = try await open.backups()
        switch options.format {
        case .json:
            try await console.print(json: .object(["backups": .array(entries.map { Self.json($0, today) })]))
        case .table:
            var table = Table("Backup", "Taken", "Destroy on", "Verified", "State", "Label")
            for entry in entries {
                table.add(
                    entry.id.description,
                    entry.takenAt.description,
                    entry.expiresOn.description,
                    entry.verifiedAt?.description ?? "never",
                    Self.state(entry, today),
                    entry.label
                )
            }
            for line in table.lines { try await console.print(line) }
        }
        if entries.contains(where: { $0.state == .making }) {
            try await console.say(
                "a backup that was not finished is made again in the same directory; or destroy its files and say "
                    + "`lethe backup retire ID`"
            )
        }
        let overdue = entries.count { $0.isOverdue(on: today) }
        if overdue > 0 {
            try await console.say(
                "\(counted(overdue, "backup")) should be destroyed by now: destroy the files, then `lethe backup retire ID`"
            )
        }
    }

    private static func state(_ entry: BackupEntry, _ today: Day) -> String {
        switch entry.state {
        case .making: "not finished"
        case .retired: "retired"
        case .made: entry.isOverdue(on: today) ? "to be destroyed" : "kept"
        }
    }

    private static func json(_ entry: BackupEntry, _ today: Day) -> CanonicalJSON {
        .object([
            "backup": .string(entry.id.description), "expiresOn": .string(entry.expiresOn.description),
            "label": .string(entry.label), "overdue": .bool(entry.isOverdue(on: today)),
            "state": .string(entry.state.rawValue), "takenAt": .string(entry.takenAt.description),
            "verifiedAt": entry.verifiedAt.map { .string($0.description) } ?? .null,
        ])
    }
}
