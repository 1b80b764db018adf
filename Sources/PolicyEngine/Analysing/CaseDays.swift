internal import VaultModel

/// The days that a look over all cases reaches, and ends of periods in them.
enum CaseDays {
    /// The first and the last day: 1 January 1800 and 31 December 2399.
    static let all = Int32(Serial.of(1800, 1, 1))...Int32(Serial.of(2399, 12, 31))

    /// The first day of a range for which something holds that holds for all later days, too; `nil` for none.
    static func first(in range: ClosedRange<Int32>, where holds: (Int32) -> Bool) -> Int32? {
        guard holds(range.upperBound) else { return nil }
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The first day from which a period is not over before a day; `nil` when it always is.
    static func first(whose period: Period, reaches day: Int32) -> Int32? {
        first(in: all) { PlainEnd.of(period, after: $0) >= day }
    }
}
