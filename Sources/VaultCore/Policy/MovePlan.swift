public import PolicyEngine
public import VaultModel

/// What a move of a record to the right patient would do, and what the rules say about it.
public struct MovePlan: Sendable {
    /// The newest version of the record.
    public let record: OpenedVersion
    /// Everything that goes with it: the record, and the statements of disagreement with it.
    public let records: [RecordID]
    /// How many versions these have.
    public let versions: Int
    /// What the rules say, of all versions about the one that they would let go the least.
    public let decision: Decision
    /// Why, in sentences with the law.
    public let reason: String
    /// What keeps it from being done now, with the mend; `nil` when nothing does.
    public let obstacle: String?
    /// Whether it belongs to a course of care, which stays with the patient whose it is.
    public let leavesEpisode: Bool
    /// What stands on it or on the whole file that it leaves, by the name of the fact; what stands on the record goes along.
    public let holds: [String]
    /// Who will have to be told, once it is done.
    public let notices: Notices
    /// The rules that were asked.
    let rulebook: RulebookReference
    /// What the rules said about each version, by record and version.
    let judged: [JudgedVersion]
    /// The versions with their keys, in the same order.
    let items: [Chart.Item]
    /// Whose file it leaves, and whose it comes to, as they were when the rules were asked.
    let from, to: PatientRow

    /// Whether a later plan says the same about the same versions, so that what was shown may be done.
    func isSame(as other: Self) -> Bool {
        record.version == other.record.version && Set(records) == Set(other.records)
            && items.map(\.row.commitment) == other.items.map(\.row.commitment) && obstacle == other.obstacle
            && from.number == other.from.number
    }
}
