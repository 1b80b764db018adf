public import VaultModel

/// How long something is kept: what a decision on retention says, without all that explains it.
public struct RetentionTerm: Hashable, Sendable {
    /// When the duty to keep ends.
    public enum End: Hashable, Sendable {
        /// There is no such duty.
        case none
        /// With this day.
        case day(Day)
        /// Nobody knows, because something suspends it.
        case suspended
        /// Never.
        case unlimited
    }

    /// The answer of ``PolicyEngine/decide(_:_:asOf:)`` to `retain`.
    public let outcome: Outcome
    /// The end of the duty to keep; of no meaning with `escalate`.
    public let minimum: End
    /// The last day on which it may be kept; of no meaning with `escalate`.
    public let maximum: Day?
}

extension PolicyEngine {
    /// How long something is kept, many times faster than the whole decision.
    public func term(_ facts: FactSet, asOf: Day) -> RetentionTerm {
        let situation = situation(facts, asOf: asOf)
        guard situation.isAnyPackAttached == .yes else {
            return RetentionTerm(outcome: .escalate, minimum: .none, maximum: nil)
        }
        let standings = program.isIntricate ? RuleStandings(situation, .retain) : nil
        let found = situation.combineRetention(by: standings)
        return RetentionTerm(
            outcome: found.outcome,
            minimum: RetentionTerm.End(found.minimum),
            maximum: found.maximum == RetentionBounds.unlimited ? nil : Day(daysSinceEpoch: found.maximum)
        )
    }
}

extension RetentionTerm.End {
    /// Takes the end of a minimum as the algorithm has it.
    fileprivate init(_ bound: Int64) {
        self =
            switch bound {
            case RetentionBounds.none: .none
            case RetentionBounds.suspended: .suspended
            case RetentionBounds.unlimited: .unlimited
            default: .day(Day(daysSinceEpoch: bound))
            }
    }
}
