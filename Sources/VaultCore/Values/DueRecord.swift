public import VaultModel

/// A record to look at, and what the law says about it today.
public struct DueRecord: Sendable {
    /// What is to be done.
    public enum Finding: String, CaseIterable, Sendable {
        // From what may go without a thought to what must stay.
        case mustDestroy = "must_destroy"
        case mayDestroy = "may_destroy"
        case mustAnonymise = "must_anonymise"
        case mustBlock = "must_block"
        case askArchive = "ask_archive"
        case review
        /// Who the patient is goes last, and something else of theirs stays.
        case goesLast = "goes_last"
        /// Its period still runs.
        case kept
        /// Its period does not end as long as something holds.
        case suspended
        case keptForever = "kept_forever"
        case undecided

        /// Whether nothing of the law keeps it any more.
        public var isDue: Bool { Self.due.contains(self) }

        private static let due: Set<Self> = [
            .mustDestroy, .mayDestroy, .mustAnonymise, .mustBlock, .askArchive, .review,
        ]
    }

    /// A fact without which nobody can decide.
    public struct MissingFact: Sendable {
        /// Its name in the vocabulary.
        public let name: String
        /// What it means.
        public let plain: String
        /// Who can supply it.
        public let supplier: String
    }

    /// Whose it is.
    public let patient: PatientID
    /// The record.
    public let record: RecordID
    /// Its class.
    public let recordClass: RecordClass
    /// How many versions it has.
    public let versions: Int
    /// What is to be done, by the version that stays the longest.
    public let finding: Finding
    /// Since when, or until when it is kept; `nil` when no period has a day.
    public let day: Day?
    /// Why, in the sentences of the rules with the law, or what keeps it from being decided.
    public let reason: String
    /// What is missing to decide.
    public let missing: [MissingFact]
    /// Why a person must confirm before anything is done; empty when nobody need.
    public let confirmations: [String]

    /// Whether a person must confirm before anything is done.
    public var needsConfirmation: Bool { finding == .undecided || !confirmations.isEmpty }
}
