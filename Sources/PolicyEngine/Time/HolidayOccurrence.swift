public import VaultModel

/// On which days of a year a holiday falls.
public enum HolidayOccurrence: Hashable, Sendable {
    /// The same date every year; not 29 February.
    case fixed(month: Int, day: Int)
    /// So many days after Easter Sunday (negative: before).
    case easter(Int)
    /// The first (1) to fourth (4) or the last (-1) such weekday of a month.
    case nth(Int, Weekday, month: Int)
    /// The last such weekday before a date.
    case before(Weekday, month: Int, day: Int)
    /// These days and no others.
    case days([Day])

    /// The days of a year as numbers since 1970-01-01.
    func serials(in year: Int) -> [Int64] {
        switch self {
        case .fixed(let month, let day):
            return [Serial.of(year, month, day)]
        case .easter(let offset):
            return [Easter.sunday(in: year).daysSinceEpoch + Int64(offset)]
        case .nth(let count, let weekday, let month):
            guard count > 0 else {
                return [Self.last(weekday, before: Serial.of(year, month, 31) + 1)]
            }
            let first = Serial.of(year, month, 1)
            let toWeekday = (weekday.index - Weekday.index(ofSerial: first) + 7) % 7
            return [first + Int64(toWeekday + 7 * (count - 1))]
        case .before(let weekday, let month, let day):
            return [Self.last(weekday, before: Serial.of(year, month, day))]
        case .days(let days):
            return days.filter { $0.year == year }.map(\.daysSinceEpoch)
        }
    }

    private static func last(_ weekday: Weekday, before serial: Int64) -> Int64 {
        let back = (Weekday.index(ofSerial: serial - 1) - weekday.index + 7) % 7
        return serial - 1 - Int64(back)
    }
}
