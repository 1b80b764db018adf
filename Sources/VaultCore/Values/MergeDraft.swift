public import VaultModel

/// Two patient numbers of which it is found that they are one person, or that they are not, ready to be written.
public struct MergeDraft: Sendable {
    /// The number that follows the other.
    public let number: PatientNumber
    /// The number that it follows.
    public let into: PatientNumber
    /// Whether they are one person.
    public let isMerge: Bool
    /// What the file of each is told.
    public let events: [(patient: PatientNumber, event: LogEventDraft)]

    /// Makes a draft.
    public init(
        number: PatientNumber,
        into: PatientNumber,
        isMerge: Bool,
        events: [(patient: PatientNumber, event: LogEventDraft)]
    ) {
        self.number = number
        self.into = into
        self.isMerge = isMerge
        self.events = events
    }
}
