public import VaultModel

/// The answer to a store: which record and which version.
public struct StoredVersion: Hashable, Sendable {
    /// The record.
    public let record: RecordID
    /// The version.
    public let version: VersionNumber
    /// Whether the rules cannot say yet how long it must be kept.
    public var isUndecided = false
}
