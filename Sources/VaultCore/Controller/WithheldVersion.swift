public import VaultModel

/// A version that a reader is not shown.
public struct WithheldVersion: Sendable {
    /// The record.
    public let record: RecordID
    /// The version.
    public let version: VersionNumber
    /// Why, in sentences with the law.
    public let reason: String
}
