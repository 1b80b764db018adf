public import VaultModel

/// The end of a period, and how it was found.
public struct CountedDate: Hashable, Sendable {
    /// The last day of the period.
    public let day: Day
    /// The point in time, for periods of hours that were counted from one.
    public let time: Timestamp?
    /// The steps of counting; empty when nobody asked for them.
    public let steps: [CountingStep]
    /// Whether the period may end later, because it is not certain that a day is a holiday.
    ///
    /// ``day`` is then the earliest end.
    public let isProvisional: Bool

    /// Makes a date.
    public init(day: Day, time: Timestamp? = nil, steps: [CountingStep] = [], isProvisional: Bool = false) {
        self.day = day
        self.time = time
        self.steps = steps
        self.isProvisional = isProvisional
    }
}
