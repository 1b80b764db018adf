/// How the engine computes a fact; facts are numbers of ``FactTable``.
enum CompiledDerivation: Sendable {
    /// Somebody supplies it.
    case none
    /// Completed years between two days.
    case age(from: Int, at: Int)
    /// Whether a day is known and not after the day of the decision.
    case happened(Int)
    /// Whether a minimum period of retention runs.
    case retentionRunning
    /// The end of the minimum period.
    case retentionEnd
    /// What the minimum period comes from.
    case retentionSource
    /// Whether a maximum period is over.
    case retentionOverdue
    /// Whether a word is one of some: its place among flags from the first one.
    case membership(of: Int, firstFlag: Int)
    /// Whether an adequacy decision covers the destination that a fact names.
    case adequacy(of: Int)
}
