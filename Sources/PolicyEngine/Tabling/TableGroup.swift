/// Rows of a table that belong together.
public struct TableGroup: Hashable, Sendable {
    /// What they have in common, such as the class of the record; `nil` where rows are not grouped.
    public let heading: String?
    /// The rows; exceptions stand below what they set aside.
    public let rows: [TableRow]
}
