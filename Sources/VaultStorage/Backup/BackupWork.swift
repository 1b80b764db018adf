internal import Ledger
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// A backup being made, in a directory that is empty or holds an unfinished one.
///
/// Order: the register's line, then the database at one moment, then the ledger, then the large parts, then the manifest,
/// each durable before the next. Whatever a row of the dump refers to was there at that moment: tiles are only added to, and
/// a large part goes only after an erasure, whose rows nobody can open any more.
struct BackupWork {
    let vault: VaultDirectory
    let configuration: VaultConfiguration
    let database: OpenDatabase
    let directory: BackupDirectory
    let faults: FaultPlan

    private var register: BackupTables { BackupTables(pool: database.pool) }

    /// Makes it.
    func make(label: String?, expiresOn: Day) async throws -> BackupManifest {
        try checkPlace()
        try FileSystem.createDirectory(directory.path)
        let lock = try takeLock()
        let id = try begin()
        let takenAt = configuration.clock.now
        let label = label ?? "backup of \(takenAt.day)"
        try await register.begin(id, label: label, at: takenAt, expires: expiresOn)
        try faults.reach(.backupRegistered)
        let dump = try await DatabaseDump(pool: database.pool, directory: directory).write()
        try faults.reach(.backupDatabaseWritten)
        var files = dump.files
        for controller in dump.controllers { files += try copyLedger(of: controller) }
        files += try copyKeyFiles()
        for controller in dump.controllers { files += try copyPages(of: controller) }
        try faults.reach(.backupLedgerWritten)
        var erased: Int64 = 0
        for controller in dump.controllers {
            try FileSystem.createDirectory(directory.path(of: "blobs/\(controller.id)"))
            for blob in dump.blobs[controller.number] ?? [] {
                guard let file = try await copy(blob, of: controller) else {
                    erased += 1
                    continue
                }
                files.append(file)
            }
        }
        try faults.reach(.backupBlobsWritten)
        let manifest = BackupManifest(
            id: id,
            vault: configuration.vault,
            origin: vault.path,
            isRehearsal: configuration.isRehearsal,
            clockOffset: configuration.clockOffset,
            takenAt: takenAt,
            expiresOn: expiresOn,
            label: label,
            keySafes: configuration.keySafes,
            keySafeQuorum: configuration.keySafeQuorum,
            acceptsWeakKeySafe: configuration.acceptsWeakKeySafe,
            migrations: dump.migrations,
            tables: dump.tables,
            sequences: dump.sequences,
            controllers: dump.controllers,
            erasedMeanwhile: erased,
            files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        )
        try FileSystem.writeNew(directory.manifest, manifest.encoded)
        try faults.reach(.backupManifestWritten)
        try FileSystem.remove(directory.unfinished)
        try FileSystem.syncDirectory(directory.path)
        try faults.reach(.backupWhole)
        try await register.note(manifest)
        try faults.reach(.backupNoted)
        _ = consume lock
        try? FileSystem.remove(directory.lock)
        return manifest
    }

    /// Refuses a place that belongs to the vault or to a key safe, and one that a key safe lies in.
    private func checkPlace() throws {
        var known = directory.path
        while try !FileSystem.exists(known) { known = FileSystem.parentDirectory(of: known) }
        let rest = directory.path.dropFirst(known.utf8.count)
        let path = try FileSystem.realPath(known) + rest
        let places = try configuration.locations().compactMap { try? FileSystem.realPath($0.directory) }
        for other in [try FileSystem.realPath(vault.path)] + places where Self.overlap(path, other) {
            throw VaultError(
                .invalidInput,
                "a backup lies apart from the vault and from its key safes, on another device; name another directory"
            )
        }
    }

    private static func overlap(_ left: String, _ right: String) -> Bool {
        left == right || left.hasPrefix(right + "/") || right.hasPrefix(left + "/")
    }

    private func takeLock() throws -> FileLock {
        do throws(FileError) {
            return try FileLock.tryLock(directory.lock)
        } catch {
            guard error.code == .locked else { throw error }
            throw VaultError(
                .conflict,
                "another process makes a backup in `\(directory.path)`; wait until it is done"
            )
        }
    }

    /// Empties the directory of what an unfinished backup left and gives its id, or a new one.
    private func begin() throws -> BackupID {
        let id: BackupID
        if try FileSystem.exists(directory.unfinished) {
            let bytes = try FileSystem.read(directory.unfinished, limit: 4096)
            let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            guard words.count == 2, let known = BackupID(String(words[0])),
                VaultID(String(words[1])) == configuration.vault
            else {
                throw VaultError(
                    .invalidInput,
                    "`\(directory.path)` holds the unfinished backup of another vault; name another directory"
                )
            }
            id = known
            for name in BackupDirectory.folders + ["manifest.json"] {
                try BackupDirectory.remove(directory.path(of: name))
            }
            return id
        }
        let present = try FileSystem.list(directory.path).filter { $0 != "lock" }
        guard present.isEmpty else {
            throw VaultError(
                .invalidInput,
                present.contains("manifest.json")
                    ? "`\(directory.path)` holds a backup already; name another directory"
                    : "`\(directory.path)` is not empty; name an empty or a new directory"
            )
        }
        id = .random()
        try FileSystem.writeNew(directory.unfinished, Array("\(id) \(configuration.vault)\n".utf8))
        return id
    }

    private func copyLedger(of controller: BackupManifest.Controller) throws -> [BackupManifest.File] {
        let reader = LogReader(directory: vault.ledger(of: controller.id))
        guard let checkpoint = try reader.checkpoint() else { return [] }
        let folder = "ledger/\(controller.id)"
        try FileSystem.createDirectory(directory.path(of: folder))
        try reader.copy(checkpoint, to: directory.path(of: folder))
        return try BackupDirectory.files(in: folder, below: directory.path).map {
            try BackupFile.entry(of: $0, below: directory.path)
        }
    }

    /// Copies the key files, without which no older backup opens any more.
    ///
    /// After the database: a renewal writes its file before it changes a row.
    private func copyKeyFiles() throws -> [BackupManifest.File] {
        try BackupDirectory.files(in: BackupDirectory.keyFiles, below: vault.path).map {
            try BackupFile.copy(vault.path + "/" + $0, to: $0, below: directory.path)
        }
    }

    /// Copies the pages of a keyring from a place of its key safe that has them.
    ///
    /// They open with the top key of this moment alone, so until the next erasure: for a key safe whose pages are damaged
    /// everywhere. One that an erasure removes meanwhile is of no use any more.
    private func copyPages(of controller: BackupManifest.Controller) throws -> [BackupManifest.File] {
        let pages = try configuration.locations().map { "\($0.directory)/\(controller.id)/pages" }
        guard let folder = try pages.first(where: { try FileSystem.exists($0) }) else { return [] }
        return try FileSystem.list(folder).sorted().compactMap { name in
            do {
                return try BackupFile.copy(
                    folder + "/" + name,
                    to: "\(BackupDirectory.keyring)/\(controller.id)/\(name)",
                    below: directory.path
                )
            } catch let error as FileError where error.code == .notFound {
                return nil
            }
        }
    }

    /// Copies a large part; `nil` when it was erased since the database was read.
    private func copy(_ blob: BlobID, of controller: BackupManifest.Controller) async throws
        -> BackupManifest.File?
    {
        let name = "\(String(blob.description.prefix(2)))/\(blob)"
        do {
            return try BackupFile.copy(
                vault.blobs(of: controller.id) + "/" + name,
                to: "blobs/\(controller.id)/\(name)",
                below: directory.path
            )
        } catch let error as FileError where error.code == .notFound {
            // Rows go before their files.
            guard try await isReferred(blob, by: controller.number) else { return nil }
            throw VaultError(.damaged, "the file of a large part is missing; see `lethe vault check`")
        }
    }

    private func isReferred(_ blob: BlobID, by controller: Int32) async throws -> Bool {
        try await database.pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT 1 FROM record_parts WHERE controller_id = \(controller) AND blob_id = \(blob.uuid) LIMIT 1
                """
            ) != nil
        }
    }
}
