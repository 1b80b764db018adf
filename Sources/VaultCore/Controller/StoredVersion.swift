public import VaultModel

/// The answer to a store: which record and which version.
public struct StoredVersion: Hashable, Sendable {
    /// The record.
    public let record: RecordID
    /// The version.
    public let version: VersionNumber
}
