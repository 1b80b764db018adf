import VaultModel

/// Arithmetic with days as numbers since 1970-01-01.
enum Serial {
    /// The last day that ``VaultModel/Day`` can write.
    static let last = of(9999, 12, 31)

    /// The number of a day of the calendar; a day past the end of its month counts as the last one.
    static func of(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        var day = day
        while day > 28 {
            if let exact = Day(year: year, month: month, day: day) { return exact.daysSinceEpoch }
            day -= 1
        }
        return Day(year: year, month: month, day: day)?.daysSinceEpoch ?? last
    }

    /// The same date some months later.
    ///
    /// Where the month has no such date, its last day; past the year 9999, the last day of that.
    static func adding(months: Int, to day: Day) -> Int64 {
        let total = day.year * 12 + day.month - 1 + months
        return total / 12 > 9999 ? last : of(total / 12, total % 12 + 1, day.day)
    }

    /// Some days later, at most the last day of the year 9999.
    static func adding(days: Int, to serial: Int64) -> Int64 {
        min(last, serial + Int64(days))
    }
}

extension Serial {
    /// The day on which a person becomes so many years old.
    ///
    /// A year of life counts the day of birth (§ 187(2) BGB) and ends with the day before the one of the same date (§
    /// 188(2)). Born on 29 February it ends with 28 February in every year: that day is always there, and § 188(3),
    /// which helps where the last day is missing, has nothing to do. The birthday is therefore 1 March when there is no
    /// 29 February.
    static func birthday(_ count: Int, of birth: Day) -> Int64 {
        let year = birth.year + count
        guard year <= 9999 else { return last }
        return Day(year: year, month: birth.month, day: birth.day)?.daysSinceEpoch ?? of(year, 3, 1)
    }
}
