/// The table of one kind of decision.
public struct TableSection: Hashable, Sendable {
    /// The question that its rules answer.
    public let decision: DecisionKind
    /// Its name in the language of the tables.
    public let caption: String
    /// Its rows, in groups.
    public let groups: [TableGroup]
}
