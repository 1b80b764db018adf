public import VaultModel

/// What stating class or facts of a record anew means for how long it is kept.
public struct Classification: Sendable {
    /// The record.
    public let record: RecordID
    /// The class from now on.
    public let recordClass: RecordClass
    /// How long the law kept it.
    public let before: RetentionPeriod
    /// How long the law keeps it from now on.
    public let after: RetentionPeriod

    /// Whether it is kept for less time than before, which a person must confirm.
    public var isShorter: Bool { after.isShorter(than: before) }
}
