/// A decision about a record that a letter tells of.
public struct LetterItem: Hashable, Sendable {
    /// The decision.
    public let decision: Decision
    /// What the reader knows the record by, such as "X-ray of 3 March 2020"; `nil` when it has no name.
    public let name: String?
    /// Whether a person has confirmed what the rules want confirmed; an escalated decision stays open all the same.
    public let isConfirmed: Bool

    /// Makes an item.
    public init(_ decision: Decision, name: String? = nil, isConfirmed: Bool = false) {
        self.decision = decision
        self.name = name
        self.isConfirmed = isConfirmed
    }

    var isOpen: Bool { decision.outcome == .escalate || (decision.needsConfirmation && !isConfirmed) }
}
