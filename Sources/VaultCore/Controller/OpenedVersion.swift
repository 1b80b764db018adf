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
    /// The statements of disagreement with its record.
    public internal(set) var statements: [RecordID] = []
    /// The record with which it disagrees, when it is such a statement.
    public internal(set) var disagreesWith: RecordID?

    /// The same without anything that somebody wrote.
    var withoutWords: Self {
        Self(
            record: record,
            version: version,
            state: state,
            metadata: VersionMetadata(
                parts: [],
                author: "",
                storedAt: metadata.storedAt,
                statement: [],
                decision: nil
            ),
            facts: RecordFacts(recordClass: facts.recordClass),
            entry: entry
        )
    }
}
