public import VaultModel

/// A backup that was registered and may still hold ciphertext of what is erased since.
public struct BackupRow: Sendable {
    /// Its label.
    public let label: String
    /// When it was taken.
    public let takenAt: Timestamp
    /// The day it is destroyed.
    public let expiresOn: Day

    /// Makes a row.
    public init(label: String, takenAt: Timestamp, expiresOn: Day) {
        self.label = label
        self.takenAt = takenAt
        self.expiresOn = expiresOn
    }
}
