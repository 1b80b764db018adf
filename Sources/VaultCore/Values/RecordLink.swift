public import VaultModel

/// How one record belongs to another.
public struct RecordLink: Hashable, Sendable {
    /// Why two records belong together.
    public enum Kind: Int16, Sendable {
        /// The first says that the patient disagrees with the second.
        case disagreement = 1
    }

    /// The record that says something about the other.
    public let from: RecordID
    /// The record that it is about.
    public let to: RecordID
    /// How.
    public let kind: Kind

    /// Names a link.
    public init(from: RecordID, to: RecordID, kind: Kind) {
        self.from = from
        self.to = to
        self.kind = kind
    }
}
