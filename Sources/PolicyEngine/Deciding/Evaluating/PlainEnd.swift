internal import VaultModel

/// Ends of periods as ``Counting/plain`` counts them, without a word about how: what conditions and retention need.
enum PlainEnd {
    /// The last day of a period after a day, both as cells.
    static func of(_ period: Period, after cell: Int32) -> Int32 {
        if cell == Cell.never { return Cell.never }
        let start = Int64(cell)
        let length = period.bounded
        switch period.unit {
        case .hour: return narrowed(Serial.adding(days: length / 24, to: start))
        case .day: return narrowed(Serial.adding(days: length, to: start))
        case .week: return narrowed(Serial.adding(days: 7 * length, to: start))
        case .month: return narrowed(Serial.adding(months: length, to: Cell.day(cell)))
        case .year: return narrowed(Serial.adding(months: 12 * length, to: Cell.day(cell)))
        case .yearOfLife: return narrowed(Serial.birthday(length, of: Cell.day(cell)) - 1)
        case .birthday: return narrowed(Serial.birthday(length, of: Cell.day(cell)))
        case .calendarYear:
            let year = Cell.day(cell).year + length
            return narrowed(year > 9999 ? Serial.last : Serial.of(year, 12, 31))
        case .workingDay: return narrowed(workingDays(length, after: start))
        }
    }

    private static func workingDays(_ count: Int, after start: Int64) -> Int64 {
        var (serial, left) = (start, count)
        while left > 0, serial < Serial.last {
            serial += 1
            if Weekday.index(ofSerial: serial) < 5 { left -= 1 }
        }
        return serial
    }

    private static func narrowed(_ serial: Int64) -> Int32 { Int32(truncatingIfNeeded: serial) }
}
