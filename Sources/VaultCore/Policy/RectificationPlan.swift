public import PolicyEngine
internal import VaultCrypto
public import VaultModel

/// What the rules say about the correction of a record.
public struct RectificationPlan: Sendable {
    /// The newest version, which is wrong.
    public let record: OpenedVersion
    /// What the rules say: `overwriteOK`, `addendum`, `refuseWithStatement` or `escalate`.
    public let outcome: Outcome
    /// The decision behind it.
    public let decision: Decision
    /// Why, in sentences with the law.
    public let reason: String
    /// What keeps it from being done now, with the mend; `nil` when nothing does.
    public let obstacle: String?
    /// Who will have to be told, once it is done.
    public let notices: Notices
    /// What becomes of who the patient is; `nil` for every other record.
    public let identity: IdentityChange?
    /// The rules that were asked.
    let rulebook: RulebookReference
    /// The versions that the correction concerns, by number: all, when they go, and else the newest.
    let corrected: [RectificationStatement.Version]
    /// The newest version's commitment.
    let previous: Commitment
    /// What the rules said about each version, oldest first.
    let judged: [JudgedVersion]
    /// The patient, as they were when the rules were asked.
    let patient: PatientRow
    /// The course of care that the record belongs to.
    let episode: Int32?

    /// The versions that are erased, by number.
    public var erased: [VersionNumber] { outcome == .overwriteOK ? corrected.map(\.number) : [] }

    /// Whether a statement of disagreement has its place here.
    public var takesStatement: Bool {
        outcome == .refuseWithStatement || decision.obligations.contains { $0.duty == "attach_statement" }
    }

    /// Class and facts of the new version.
    var facts: RecordFacts { identity?.facts ?? record.facts.stating(nil, [:]) }

    /// Whether a later plan says the same about the same versions, so that what was shown may be done.
    func isSame(as other: Self) -> Bool {
        record.version == other.record.version && corrected == other.corrected && outcome == other.outcome
            && obstacle == other.obstacle
    }
}
