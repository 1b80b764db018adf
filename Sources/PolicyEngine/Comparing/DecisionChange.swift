/// What another rulebook says otherwise about one case.
public struct DecisionChange: Hashable, Sendable {
    /// The question.
    public let kind: DecisionKind
    /// What the one says.
    public let before: DecisionGist
    /// What the other says.
    public let after: DecisionGist

    /// Whether nothing keeps the record any more that something kept before.
    public var becomesDue: Bool {
        guard kind == .retain else { return false }
        let due: Set<Outcome> = [.noDuty, .mustDestroy]
        return due.contains(after.outcome) && !due.contains(before.outcome)
    }

    /// Whether a person is needed who was not needed before.
    public var needsPerson: Bool { after.needsConfirmation && !before.needsConfirmation }
}
