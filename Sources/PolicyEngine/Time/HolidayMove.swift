/// A holiday that is kept on another day when it falls on a certain weekday.
public struct HolidayMove: Hashable, Sendable {
    /// The weekday.
    public let when: Weekday
    /// How many days later it is kept (negative: earlier).
    public let by: Int

    /// Makes a move.
    public init(when: Weekday, by: Int) {
        self.when = when
        self.by = by
    }
}
