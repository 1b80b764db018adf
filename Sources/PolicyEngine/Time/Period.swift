/// A length of time as laws state it.
public struct Period: Hashable, Sendable, CustomStringConvertible {
    /// The units of laws.
    public enum Unit: String, CaseIterable, Hashable, Sendable {
        case hour
        case day
        case workingDay = "working_day"
        case week
        case month
        case year
        /// Until a year of life is completed: the day before the birthday (§§ 187(2), 188(2) BGB).
        case yearOfLife = "year_of_life"
        /// Until the birthday itself, as "28th birthday" in R1112-7 CSP.
        case birthday
        /// Years from the end of the calendar year of the event.
        case calendarYear = "calendar_year"
    }

    /// How many.
    public let length: Int
    /// Of what.
    public let unit: Unit

    /// Makes a period.
    public init(_ length: Int, _ unit: Unit) {
        self.length = length
        self.unit = unit
    }

    /// For people: `10 years`.
    public var description: String {
        let word = unit.rawValue.split(separator: "_").joined(separator: " ")
        return "\(length) \(word)\(length == 1 ? "" : "s")"
    }
}
