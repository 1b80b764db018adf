internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Puts a backup into a directory as a copy of its vault.
struct BackupRestoring {
    private static let mark = "restoring"

    let backup: BackupDirectory
    let manifest: BackupManifest
    let target: VaultDirectory
    /// Where today's key safes are; where they were when the backup was made, when `nil`.
    let keySafes: [String]?
    /// A folder with key files of later renewals, if any.
    let keyFiles: String?

    private var mark: String { target.path + "/" + Self.mark }

    /// Restores, from the beginning when it was interrupted.
    ///
    /// The configuration is written last, so that a directory with one is whole.
    /// The copy has no home and an incarnation of its own that no key safe obeys: it opens for a drill alone, wherever it
    /// lies, until it is adopted.
    /// - Parameter linksBlobs: Whether large parts are used where they are instead of being copied.
    func run(linksBlobs: Bool = false) async throws {
        try prepare()
        try await DatabaseLoad(manifest: manifest, directory: backup).fill(clusterIn: target.cluster)
        try copy("ledger/")
        try copy(BackupDirectory.keyFiles + "/")
        if let keyFiles { try add(from: keyFiles) }
        if !linksBlobs { try copy("blobs/") }
        let configuration = VaultConfiguration(
            vault: manifest.vault,
            incarnation: .random(),
            isRehearsal: manifest.isRehearsal,
            database: nil,
            keySafes: keySafes ?? manifest.keySafes,
            keySafeQuorum: manifest.keySafeQuorum,
            acceptsWeakKeySafe: manifest.acceptsWeakKeySafe,
            home: .none(since: manifest.origin),
            clockOffset: manifest.clockOffset
        )
        try configuration.write(to: target)
        try FileSystem.remove(mark)
        try FileSystem.syncDirectory(target.path)
    }

    /// Accepts an empty directory, or what an interrupted restore left, which is removed.
    private func prepare() throws {
        try FileSystem.createDirectory(target.path)
        let present = try FileSystem.list(target.path)
        guard present.isEmpty || present.contains(Self.mark) else {
            throw VaultError(
                .invalidInput,
                "`\(target.path)` is not empty; name an empty or a new directory for the copy"
            )
        }
        for name in present where name != Self.mark { try BackupDirectory.remove(target.path + "/" + name) }
        if present.isEmpty { try FileSystem.writeNew(mark, []) }
    }

    /// Adds the key files that the backup is too old to hold, or holds only the beginning of, as one that was made while keys
    /// were being renewed: a key file only grows.
    private func add(from folder: String) throws {
        guard try FileSystem.exists(folder) else { return }
        for name in try FileSystem.list(folder) {
            let path = BackupDirectory.keyFiles + "/" + name
            let present = target.path + "/" + path
            if try FileSystem.exists(present) {
                guard
                    try FileSystem.status(of: folder + "/" + name).size > FileSystem.status(of: present).size
                else { continue }
                try FileSystem.remove(present)
            }
            _ = try BackupFile.copy(folder + "/" + name, to: path, below: target.path)
        }
    }

    private func copy(_ folder: String) throws {
        for file in manifest.files where file.path.hasPrefix(folder) {
            _ = try BackupFile.copy(backup.path(of: file.path), to: file.path, below: target.path)
        }
    }
}
