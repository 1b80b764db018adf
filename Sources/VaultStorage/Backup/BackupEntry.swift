public import VaultModel

/// A line of the register of backups.
public struct BackupEntry: Sendable, Equatable {
    /// Where a backup stands.
    public enum State: String, Sendable {
        /// Begun, and not finished as far as the vault knows.
        case making
        /// Whole.
        case made
        /// Destroyed, as the operator said.
        case retired
    }

    /// Names it.
    public let id: BackupID
    /// What the operator calls it.
    public let label: String
    /// When it was taken.
    public let takenAt: Timestamp
    /// The day on which its files are to be destroyed.
    public let expiresOn: Day
    /// When it was last verified, if ever.
    public let verifiedAt: Timestamp?
    /// Where it stands.
    public let state: State

    /// Whether its files should be destroyed by now.
    public func isOverdue(on day: Day) -> Bool { state != .retired && expiresOn < day }
}
