internal import ArgumentParser
internal import Evidence
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe renew keys`.
struct KeySafeRenewKeys: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Move every key to a fresh key tree and destroy the old one.",
        discussion: """
            After a copy of the key safe may have got into wrong hands, or to make the key safe smaller. The vault serves \
            meanwhile. A key file is written first, beside the database: a backup that was made before opens only with it \
            and the key safe of then. Interrupted, the renewal goes on when the command is given again.
            """
    )

    /// How many keys are moved between two lines about it.
    private static let stride = 100_000

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Say what would be done and stop.")
    var dryRun = false

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let standing = try await controller.keyRenewal()
        let backups = try await controller.backupsInNeed()
        guard !dryRun else {
            switch options.format {
            case .json: try await console.print(json: standing.json)
            case .table: for line in Self.lines(standing, backups) { try await console.print(line) }
            }
            try await console.say("nothing was changed (--dry-run)")
            return
        }
        if !yes {
            for line in Self.lines(standing, backups) { try await console.say(line) }
            try await confirm(on: console)
        }
        var told = 0
        let report = try await controller.renewKeys { moved in
            guard moved.keys >= told + Self.stride else { return }
            told = moved.keys
            try? await console.say("moved \(moved.keys) of \(counted(standing.left.keys, "key"))")
        }
        switch options.format {
        case .json: try await console.print(json: Self.json(report))
        case .table: for line in Self.lines(report) { try await console.print(line) }
        }
    }

    /// What is to be done.
    private static func lines(_ standing: KeyRenewalStanding, _ backups: [BackupRow]) -> [String] {
        let keys = "\(counted(standing.left.keys, "key")) of \(counted(standing.left.patients, "patient"))"
        return [
            standing.isBegun
                ? "this goes on with a renewal that was begun: \(keys) are still to be moved"
                : "this moves \(keys), and the office's, to a fresh key tree",
            "afterwards the old keys are destroyed in every key safe",
        ] + Self.lines(backups, "these backups will open only with the key file that this leaves:")
    }

    private static func lines(_ backups: [BackupRow], _ heading: String) -> [String] {
        backups.isEmpty ? [] : [heading] + backups.map { "  \($0.label), taken on \(Words.time($0.takenAt))" }
    }

    private static func lines(_ report: KeyRenewalReport) -> [String] {
        [
            "Renewed on \(Words.time(report.destroyedAt)): \(counted(report.moved.keys, "key")) of "
                + "\(counted(report.moved.patients, "patient")) are new; the old ones were destroyed in "
                + "\(Words.keySafes(report.keySafes))."
        ] + backupLines(report)
    }

    /// Which backups need the key file that the renewal has left.
    static func backupLines(_ report: KeyRenewalReport) -> [String] {
        ["Backups made before open from now on only together with the key file \(report.keyFile)"]
            + lines(report.backups, "These are kept:")
    }

    private static func json(_ report: KeyRenewalReport) -> CanonicalJSON {
        .object([
            "backups": .array(report.backups.map { .string($0.label) }),
            "destroyedAt": .string(report.destroyedAt.description),
            "keyFile": .string(report.keyFile),
            "keys": .integer(Int64(report.moved.keys)),
            "patients": .integer(Int64(report.moved.patients)),
        ])
    }

    private func confirm(on console: any Console) async throws {
        let answer = try await console.ask("Type RENEW to go on:")
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to renew, or --dry-run to look")
        }
        guard answer == "RENEW" else { throw VaultError(.denied, "nothing was changed") }
    }
}
