/// A date that a rule led to, with the steps of counting.
public struct DecisionDate: Hashable, Sendable {
    /// What ends on the date.
    public enum Meaning: String, CaseIterable, Hashable, Sendable {
        /// Keep at least until.
        case minimum
        /// Keep at most until.
        case maximum
        /// Answer by.
        case answer
        /// Tell by.
        case task
    }

    /// What ends on the date.
    public let meaning: Meaning
    /// The rule.
    public let rule: String
    /// The fact from whose day it counts.
    public let from: String
    /// The date.
    public let date: CountedDate
}
