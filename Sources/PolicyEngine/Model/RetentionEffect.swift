/// What a retention rule says.
public struct RetentionEffect: Hashable, Sendable {
    /// A time limit: a period from a day fact, or without end.
    public enum Limit: Hashable, Sendable {
        case period(Period, from: String)
        case unlimited
    }

    /// What kind of duty the period comes from (§ 35(3) BDSG treats a by-law or contract otherwise than a statute).
    public enum Source: String, CaseIterable, Hashable, Sendable {
        case statute
        case bylaw
        case contract
        case guidance
        case house
    }

    /// What the law wants done when the period is over.
    public enum Afterwards: String, CaseIterable, Hashable, Sendable {
        case free
        case destroy
        case anonymise
        case block
        case archive
        case review
    }

    /// Keep at least until its end.
    public let minimum: Limit?
    /// Keep at most until its end.
    public let maximum: Limit?
    /// What the duty comes from.
    public let source: Source
    /// What happens afterwards.
    public let afterwards: Afterwards
    /// A yes-or-no fact; while it holds, the minimum does not end.
    public let suspendedWhile: String?

    /// Makes an effect.
    public init(
        minimum: Limit?,
        maximum: Limit?,
        source: Source,
        afterwards: Afterwards,
        suspendedWhile: String?
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.source = source
        self.afterwards = afterwards
        self.suspendedWhile = suspendedWhile
    }
}
