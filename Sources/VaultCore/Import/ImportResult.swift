public import VaultModel

/// What became of one document that was to be imported.
public struct ImportResult: Sendable {
    /// What became of it.
    public enum Outcome: Sendable {
        /// It is a new record, durable.
        case stored(RecordID)
        /// It was stored before, under one of the same source ids.
        case known(RecordID)
        /// It is not stored; one sentence without personal data says why.
        case refused(String)
    }

    /// The number of the item.
    public let number: Int
    /// What became of it.
    public let outcome: Outcome
    /// About how many bytes it has.
    public let size: Int
}
