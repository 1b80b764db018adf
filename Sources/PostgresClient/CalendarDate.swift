/// A day of the proleptic Gregorian calendar, as PostgreSQL's `date` counts it.
struct CalendarDate {
    let year: Int64
    let month: Int64
    let day: Int64

    /// Days from 0000-03-01 to 2000-01-01.
    private static let origin: Int64 = 730_425
    private static let daysPerEra: Int64 = 146_097

    /// Converts a count of days; nil outside the years 1 to 9999, which includes PostgreSQL's infinities.
    ///
    /// The year is taken to begin in March, so that the leap day is its last.
    init?(daysSince2000: Int64) {
        let days = daysSince2000 + Self.origin
        guard days >= 306, days <= 3_652_364 else { return nil }
        let era = days / Self.daysPerEra
        let dayOfEra = days % Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// Parses `YYYY-MM-DD`, strictly.
    init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
            return nil
        }
        (self.year, self.month, self.day) = (year, month, day)
        guard (1...12).contains(month), let same = CalendarDate(daysSince2000: daysSince2000) else {
            return nil
        }
        guard (same.year, same.month, same.day) == (year, month, day) else { return nil }
    }

    var daysSince2000: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = month <= 2 ? month + 9 : month - 3
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.origin
    }

    var iso8601: String {
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
