public import VaultModel

/// Something that happened to a patient's file and that it shows for good, such as that an entry of somebody else was taken
/// out of it (§ 630f(1) BGB: that, by whom and when).
public struct FileMark: Sendable {
    /// What happened.
    public enum Event: Hashable, Sendable {
        /// So many versions stood in it and belonged to somebody else.
        case left(versions: Int)
        /// These records stood in the file of somebody else.
        case arrived([RecordID])
        /// It was found to be a part of a person's file whose other part has another number.
        case merged
        /// That was taken back.
        case separated
    }

    /// What happened.
    public let event: Event
    /// When.
    public let at: Timestamp
    /// Who did it, by name.
    public let by: String
    /// The position of the ledger entry that says so, once it has one.
    public let entry: UInt64?
}
