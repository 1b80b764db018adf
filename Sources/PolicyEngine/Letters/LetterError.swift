/// A letter that cannot be written.
public struct LetterError: Error, Hashable, CustomStringConvertible {
    /// What stands against it.
    public enum Code: String, Hashable, Sendable {
        /// There is no decision to tell of, or decisions about different requests.
        case unclear
        /// A person must decide or confirm first.
        case undecided
        /// The decisions call for another letter, or for none.
        case otherLetter = "other_letter"
        /// The day on which it was done is missing.
        case notDone = "not_done"
        /// The time for the answer was not extended in time, or nobody said why.
        case notExtended = "not_extended"
        /// Nothing is missing that the person could supply.
        case nothingToAsk = "nothing_to_ask"
        /// A rule or a pack has no words for it.
        case noWords = "no_words"
    }

    /// What stands against it.
    public let code: Code
    /// A sentence for the person who wants to send it: lower case, without a full stop.
    public let description: String

    /// Makes an error.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Equal by code.
    public static func == (one: Self, other: Self) -> Bool { one.code == other.code }

    /// By code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
