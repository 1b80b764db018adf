internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Where everything of a vault lies on disk.
///
/// - `vault.json`: the configuration; `lock`: who has the vault open; `socket`: where a server listens.
/// - `postgres/`: the embedded cluster; `blobs/`: large parts; `ledger/`: tiles and checkpoints, by controller;
///   `key-files/`: what older copies of the database open with after a key renewal. It goes into every backup.
public struct VaultDirectory: Sendable {
    /// The directory, as an absolute path.
    public let path: String
    /// The folder of large parts; elsewhere while a backup is verified.
    private let blobs: String

    /// Names a directory; nothing is touched.
    public init(_ path: String) {
        self.init(path, blobs: path + "/blobs")
    }

    /// Names a directory whose large parts lie elsewhere.
    init(_ path: String, blobs: String) {
        self.path = path
        self.blobs = blobs
    }

    /// The configuration.
    public var configuration: String { path + "/vault.json" }
    /// Held by the process that has the vault open.
    public var lock: String { path + "/lock" }
    /// Where `lethe server run` listens.
    public var socket: String { path + "/socket" }
    /// The embedded cluster.
    public var cluster: String { path + "/postgres" }

    /// The key files of all controllers.
    public var keyFiles: String { path + "/" + BackupDirectory.keyFiles }

    /// Large parts of a controller.
    func blobs(of controller: ControllerID) -> String { blobs + "/" + controller.description }

    /// The ledger of a controller.
    func ledger(of controller: ControllerID) -> String { path + "/ledger/" + controller.description }

    /// Makes a directory and what lies above it inside the vault.
    static func ensure(_ path: String) throws {
        guard !(try FileSystem.exists(path)) else { return }
        let parent = FileSystem.parentDirectory(of: path)
        try ensure(parent)
        try FileSystem.createDirectory(path)
        try FileSystem.syncDirectory(parent)
    }
}
