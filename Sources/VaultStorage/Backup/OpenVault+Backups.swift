internal import Keyring
internal import Ledger
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
public import VaultModel

extension OpenVault {
    private var register: BackupTables { BackupTables(pool: database.pool) }

    /// Makes a backup of the whole vault while it goes on serving.
    ///
    /// Whatever was acknowledged before is in it. Interrupted, it counts as none and is made again in the same directory.
    /// - Parameters:
    ///   - label: What it is called, on certificates too; its day when `nil`.
    ///   - expiresOn: The day on which its files will be destroyed.
    /// - Throws: ``VaultError`` with `denied` in a drill, `invalidInput`, `conflict` or `damaged`; `FileError`.
    public func makeBackup(
        in path: String,
        label: String?,
        expiresOn: Day,
        faults: FaultPlan? = nil
    ) async throws -> BackupManifest {
        try requireWritable()
        guard expiresOn >= configuration.clock.now.day else {
            throw VaultError(
                .invalidInput,
                "a backup is kept until today at least; name a later day with --expires"
            )
        }
        guard label.map({ $0.isPrintableLine && !$0.isEmpty && $0.utf8.count <= 200 }) ?? true else {
            throw VaultError(
                .invalidInput,
                "a label is one line with visible characters, at most 200 bytes"
            )
        }
        return try await BackupWork(
            vault: directory,
            configuration: configuration,
            database: database,
            directory: BackupDirectory(path),
            faults: faults ?? vault.context.faults
        ).make(label: label, expiresOn: expiresOn)
    }

    /// The register of backups, oldest first.
    public func backups() async throws -> [BackupEntry] {
        try await register.list()
    }

    /// Compares a backup with its manifest, restores it aside, and reads a sample of it with today's key safe.
    ///
    /// A backup of this vault that the register does not know, as after a restore, is registered.
    /// - Parameters:
    ///   - sample: The most versions of each controller that are read; `nil` for all.
    ///   - scratch: Where its database is loaded for that time.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `conflict` for one that was retired, or `damaged`; `FileError`.
    public func verifyBackup(in path: String, sample: Int?, scratch: String) async throws -> BackupReport {
        try requireWritable()
        let backup = BackupDirectory(path)
        let manifest = try BackupManifest(of: backup)
        guard manifest.vault == configuration.vault else {
            throw VaultError(.invalidInput, "the backup in `\(path)` is of another vault")
        }
        if try await register.list().contains(where: { $0.id == manifest.id && $0.state == .retired }) {
            throw VaultError(
                .conflict,
                "the backup in `\(path)` is registered as destroyed, and certificates do not name it; destroy its files"
            )
        }
        if let digest = try await register.digest(of: manifest.id), digest != manifest.digest {
            throw VaultError(
                .damaged,
                "the manifest is not the one that was made with this backup. Use another backup"
            )
        }
        try BackupInspection(manifest: manifest, directory: backup).requireWhole()
        let drills = try await drill(manifest, backup, sample: sample, scratch: scratch)
        let at = configuration.clock.now
        try await register.note(manifest)
        try await register.noteVerified(manifest.id, at: at)
        try vault.context.faults.reach(.backupVerified)
        return BackupReport(manifest: manifest, drills: drills, at: at)
    }

    /// Writes down that the files of a backup are destroyed: certificates from now on do not name it.
    ///
    /// - Throws: ``VaultError`` with `denied` in a drill or `notFound`.
    public func retireBackup(_ id: BackupID) async throws -> BackupEntry {
        try requireWritable()
        guard let entry = try await register.list().first(where: { $0.id == id }) else {
            throw VaultError(.notFound, "there is no backup \(id); see `lethe backup list`")
        }
        try await register.retire(id)
        try vault.context.faults.reach(.backupRetired)
        return entry
    }

    /// Puts a backup whose files are all whole into an empty directory, as a copy that opens for a drill alone.
    ///
    /// - Parameters:
    ///   - keySafes: Where today's key safes are, when not where they were.
    ///   - keyFiles: A folder with the key files of renewals since, such as `key-files` in a later backup.
    /// - Throws: ``VaultError`` with `notFound`, `invalidInput`, `damaged` or `unusable`; `FileError`, `PostgresError`.
    public static func restore(
        backup path: String,
        to target: VaultDirectory,
        keySafes: [String]?,
        keyFiles: String? = nil
    ) async throws -> BackupManifest {
        let backup = BackupDirectory(path)
        let manifest = try BackupManifest(of: backup)
        try BackupInspection(manifest: manifest, directory: backup).requireWhole()
        try await BackupRestoring(
            backup: backup,
            manifest: manifest,
            target: target,
            keySafes: keySafes,
            keyFiles: keyFiles
        ).run()
        return manifest
    }

    private func drill(
        _ manifest: BackupManifest,
        _ backup: BackupDirectory,
        sample: Int?,
        scratch: String
    ) async throws -> [(controller: String, drill: DrillReport)] {
        let target = VaultDirectory(scratch + "/lethe-verify-" + BackupID.random().description)
        let result: Result<[(controller: String, drill: DrillReport)], any Error>
        do {
            try await BackupRestoring(
                backup: backup,
                manifest: manifest,
                target: target,
                keySafes: configuration.keySafes,
                keyFiles: directory.keyFiles
            ).run(linksBlobs: true)
            result = .success(try await drill(in: target, backup, sample: sample))
        } catch {
            result = .failure(error)
        }
        try? BackupDirectory.remove(target.path)
        return try result.get()
    }

    private func drill(in target: VaultDirectory, _ backup: BackupDirectory, sample: Int?) async throws
        -> [(controller: String, drill: DrillReport)]
    {
        let copy = try await OpenVault.open(
            VaultDirectory(target.path, blobs: backup.path(of: "blobs")),
            options: Options(
                wait: .zero,
                isDrill: true,
                faults: .none,
                logger: vault.context.logger,
                safes: safes
            )
        )
        let result: Result<[(controller: String, drill: DrillReport)], any Error>
        do {
            var drills: [(controller: String, drill: DrillReport)] = []
            for (row, controller) in try await copy.vault.controllers() {
                guard let controller = try controller?.get() else { continue }
                let drill = try await controller.drill(sample: sample)
                guard drill.damaged == 0 else {
                    throw VaultError(
                        .damaged,
                        "\(drill.damaged) of \(drill.versions) versions in this backup cannot be read. Use another backup"
                    )
                }
                try await controller.drillLedger(in: target.ledger(of: row.id))
                drills.append((row.name, drill))
            }
            result = .success(drills)
        } catch {
            result = .failure(error)
        }
        // A drill has nothing to flush.
        try? await copy.close()
        return try result.get()
    }

    private func requireWritable() throws {
        if vault.context.isReadOnly {
            throw VaultError(.denied, "this is a restore drill: it reads and changes nothing")
        }
    }
}
