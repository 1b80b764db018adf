public import VaultModel

/// What a letter says besides decisions.
public struct LetterDetails: Hashable, Sendable {
    /// Why an answer takes longer (GDPR Art 12(3)).
    public enum Delay: String, CaseIterable, Hashable, Sendable {
        /// The request is complex.
        case complexity
        /// There are many requests.
        case number
    }

    /// The day of the letter.
    public let date: Day
    /// The day on which something was erased or corrected; letters that say so need it.
    public let doneOn: Day?
    /// Why the answer takes longer; an extension needs at least one.
    public let delays: [Delay]
    /// A sentence of the sender in the language of the letter, for an extension; may be empty.
    public let remark: String

    /// Makes the details.
    public init(date: Day, doneOn: Day? = nil, delays: [Delay] = [], remark: String = "") {
        self.date = date
        self.doneOn = doneOn
        self.delays = delays
        self.remark = remark
    }
}
