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
    /// Whether notice of an extension came in time, so that the date is later than it was at first.
    public let isExtended: Bool

    init(meaning: Meaning, rule: String, from: String, date: CountedDate, isExtended: Bool = false) {
        self.meaning = meaning
        self.rule = rule
        self.from = from
        self.date = date
        self.isExtended = isExtended
    }
}
