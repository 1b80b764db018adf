internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Where everything of a backup lies on disk.
///
/// - `manifest.json`: written last; `unfinished`: there while the backup is being made; `lock`: held by who makes it.
/// - `database/`: tables, by controller; `ledger/`: tiles and checkpoint; `blobs/`: large parts; `key-files/`: as in the vault.
/// - `keyring/`: pages of the keyring, by controller.
public struct BackupDirectory: Sendable {
    /// The folders of a backup.
    static let folders = ["blobs", "database", keyFiles, keyring, "ledger"]
    /// The folder of the keyring's pages: ciphertext under the top key of that moment, which is not here.
    static let keyring = "keyring"
    /// The folder of key files, here and in the vault.
    static let keyFiles = "key-files"
    /// The folder of the tables that belong to no controller, and of the list of controllers.
    static let house = "house"

    /// The directory, as an absolute path.
    public let path: String

    /// Names a directory; nothing is touched.
    public init(_ path: String) {
        self.path = path
    }

    var manifest: String { path + "/manifest.json" }
    var unfinished: String { path + "/unfinished" }
    var lock: String { path + "/lock" }

    /// The path of a file named in a manifest.
    func path(of file: String) -> String { path + "/" + file }

    /// The file of a table.
    static func file(of table: String, in folder: String) -> String { "database/\(folder)/\(table).copy" }

    /// All files in the folders of the backup, by their paths below it, in order.
    func files() throws -> [String] {
        try Self.folders.flatMap { try Self.files(in: $0, below: path) }
    }

    /// Removes what is below a path, and the path; what is not there is no error.
    static func remove(_ path: String) throws {
        guard try FileSystem.exists(path) else { return }
        if try FileSystem.status(of: path).kind == .directory {
            for name in try FileSystem.list(path) { try remove(path + "/" + name) }
        }
        try FileSystem.remove(path)
    }

    static func files(in folder: String, below root: String) throws -> [String] {
        guard try FileSystem.exists(root + "/" + folder) else { return [] }
        return try FileSystem.list(root + "/" + folder).flatMap { name in
            let path = folder + "/" + name
            return try FileSystem.status(of: root + "/" + path).kind == .directory
                ? try files(in: path, below: root) : [path]
        }
    }
}
