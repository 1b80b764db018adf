public import VaultModel

/// What came of a key renewal.
public struct KeyRenewalReport: Sendable {
    /// How many patients and keys there are in the new tree; the office's are not counted.
    public let moved: KeyCounts
    /// When the old keys were destroyed everywhere.
    public let destroyedAt: Timestamp
    /// In how many places of the key safe.
    public let keySafes: Int
    /// The key file, with which backups made before stay readable.
    public let keyFile: String
    /// The backups that are kept and made before now.
    public let backups: [BackupRow]
}
