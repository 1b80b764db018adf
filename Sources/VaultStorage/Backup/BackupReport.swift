public import VaultCore
public import VaultModel

/// What verifying a backup found.
public struct BackupReport: Sendable {
    /// The backup.
    public let manifest: BackupManifest
    /// What its versions did, by the controller's name.
    public let drills: [(controller: String, drill: DrillReport)]
    /// When it was verified.
    public let at: Timestamp
}
