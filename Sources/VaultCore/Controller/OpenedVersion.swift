public import VaultModel

/// What is known about a version once its metadata and facts are opened.
public struct OpenedVersion: Sendable {
    /// The record.
    public let record: RecordID
    /// The version.
    public let version: VersionNumber
    /// Where the version stands.
    public let state: VersionRow.State
    /// Its metadata.
    public let metadata: VersionMetadata
    /// Its class and facts.
    public let facts: RecordFacts
    /// Its position in the ledger, once it has one.
    public let entry: UInt64?
}
