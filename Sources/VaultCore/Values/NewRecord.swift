public import VaultModel

/// A new record with its first version, one of many that are written together.
public struct NewRecord: Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It is written, once the transaction has ended.
        case stored(Slot)
        /// One of its aliases names a record that is there already.
        case known
        /// There is no such patient, or an erasure of theirs runs or ran.
        case closed
        /// The patient's keys are in another tree by now: look it up, wrap again.
        case keysRenewed
        /// An erasure took the patient's keys away meanwhile: ask for them again.
        case keysTaken
        /// The key safe has to allow the patient more slots first.
        case exhausted
    }

    /// Whose it is.
    public let patient: PatientNumber
    /// What is written, with the tree that its wrap key comes from.
    public let draft: VersionDraft
    /// By what else it can be found; none of them may be another record's.
    public let aliases: [AliasToken]

    /// About how many bytes of memory it holds.
    var size: Int {
        draft.parts.reduce(draft.sealedMetadata.count + draft.sealedFacts.count) { size, part in
            if case .inline(let body) = part.body { size + body.count } else { size }
        }
    }

    /// Makes one.
    public init(patient: PatientNumber, draft: VersionDraft, aliases: [AliasToken] = []) {
        self.patient = patient
        self.draft = draft
        self.aliases = aliases
    }
}
