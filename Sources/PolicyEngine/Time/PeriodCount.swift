import VaultModel

/// The counting of one period, with what is met on the way.
struct PeriodCount {
    let counting: Counting
    let calendar: HolidayCalendar?
    let explaining: Bool
    /// Whether to count uncertain holidays as holidays.
    var doubtfulIsFree = false

    private(set) var steps: [CountingStep] = []
    /// Whether it mattered that a day may be a holiday.
    private(set) var metDoubt = false
    /// Whether it mattered that the holidays of a day are not known.
    private(set) var metUnknown = false

    init(counting: Counting, calendar: HolidayCalendar?, explaining: Bool, doubtfulIsFree: Bool = false) {
        self.counting = counting
        self.calendar = calendar
        self.explaining = explaining
        self.doubtfulIsFree = doubtfulIsFree
    }

    /// The last day of a period, and of a second one that follows it when the two cannot be counted as one.
    mutating func end(of period: Period, then second: Period?, after day: Day, pauses: [Pause]) -> Int64 {
        var end = unmoved(period, after: day)
        if let second { end = unmoved(second, after: Day(daysSinceEpoch: end)) }
        for pause in pauses.sorted(by: { $0.from < $1.from }) {
            end = lengthened(end, by: pause, after: day.daysSinceEpoch)
        }
        if counting.moves(period), second.map(counting.moves) ?? true {
            end = moved(end)
            if let least = counting.leastDaysForTwoWorkingDays,
                period.isAtLeast(days: least) || second?.isAtLeast(days: least) ?? false
            {
                end = withTwoWorkingDays(end, after: day.daysSinceEpoch)
            }
        }
        if metUnknown {
            note(
                Day(daysSinceEpoch: end),
                "The holidays there and then are not known; only Saturdays and Sundays were left out"
            )
        }
        return end
    }

    /// The end before weekends and holidays are looked at.
    private mutating func unmoved(_ period: Period, after day: Day) -> Int64 {
        let counting = counting
        note(day, counting.sentence(beginningOf: period, after: day))
        let length = period.bounded
        let start = day.daysSinceEpoch
        let end: Int64
        switch period.unit {
        case .hour: end = Serial.adding(days: length / 24, to: start)
        case .day: end = Serial.adding(days: length, to: start)
        case .week: end = Serial.adding(days: 7 * length, to: start)
        case .month: end = Serial.adding(months: length, to: day)
        case .year: end = Serial.adding(months: 12 * length, to: day)
        case .yearOfLife: end = Serial.birthday(length, of: day) - 1
        case .birthday: end = Serial.birthday(length, of: day)
        case .calendarYear:
            end = day.year + length > 9999 ? Serial.last : Serial.of(day.year + length, 12, 31)
        case .workingDay: end = workingDays(length, after: start)
        }
        note(
            Day(daysSinceEpoch: end),
            counting.sentence(endOf: period, after: day, on: Day(daysSinceEpoch: end))
        )
        return end
    }

    private mutating func workingDays(_ count: Int, after start: Int64) -> Int64 {
        var (serial, left) = (start, count)
        while left > 0, serial < Serial.last {
            serial += 1
            if !isFree(serial) { left -= 1 }
        }
        return serial
    }

    private mutating func lengthened(_ end: Int64, by pause: Pause, after start: Int64) -> Int64 {
        let from = max(pause.from.daysSinceEpoch, start + 1)
        let days = pause.until.daysSinceEpoch - from
        guard from <= end, days > 0 else { return end }
        let later = Serial.adding(days: Int(days), to: end)
        note(
            Day(daysSinceEpoch: later),
            "From \(English.date(pause.from)) until \(English.date(pause.until)) it does not run, so that it ends "
                + "\(days) days later, on \(English.date(Day(daysSinceEpoch: later)))"
        )
        return later
    }

    /// The end moved off Saturdays, Sundays and holidays.
    private mutating func moved(_ end: Int64) -> Int64 {
        var serial = end
        while isFree(serial), serial < Serial.last { serial += 1 }
        if serial != end {
            let day = Day(daysSinceEpoch: serial)
            let provision = counting.provisionForMoving
            note(day, "It ends on the next working day, \(English.date(day)) (\(provision))")
        }
        return serial
    }

    /// The end moved so that at least two working days lie in the period.
    private mutating func withTwoWorkingDays(_ end: Int64, after start: Int64) -> Int64 {
        var found = 0
        var serial = start
        while serial < end, found < 2 {
            serial += 1
            if !isFree(serial, quietly: true) { found += 1 }
        }
        guard found < 2 else { return end }
        while found < 2, serial < Serial.last {
            serial += 1
            if !isFree(serial) { found += 1 }
        }
        let day = Day(daysSinceEpoch: serial)
        let provision = counting.provisionForTwoWorkingDays
        note(day, "It ends on \(English.date(day)), so that two working days lie in it (\(provision))")
        return serial
    }

    private mutating func isFree(_ serial: Int64, quietly: Bool = false) -> Bool {
        guard let calendar else {
            let isWeekend = Weekday.index(ofSerial: serial) >= 5
            metUnknown = metUnknown || !isWeekend
            if isWeekend, !quietly { noteFree(serial) }
            return isWeekend
        }
        switch calendar.status(serial, counting) {
        case .working:
            return false
        case .free:
            if !quietly { noteFree(serial) }
            return true
        case .doubtful:
            metDoubt = true
            if !quietly { noteFree(serial) }
            return doubtfulIsFree
        case .unknown:
            metUnknown = true
            return false
        }
    }

    private mutating func noteFree(_ serial: Int64) {
        guard explaining else { return }
        let day = Day(daysSinceEpoch: serial)
        let weekday = Weekday(day)
        let date = English.date(day)
        guard weekday != .saturday, weekday != .sunday else {
            return note(day, "\(date) is a \(weekday.name)")
        }
        guard let calendar, let holiday = calendar.holiday(on: day, counting: counting) else { return }
        if let doubt = holiday.doubt {
            note(
                day,
                "\(date) may be a holiday in \(calendar.title), \(holiday.name): \(doubt); the earlier end is taken"
            )
        } else {
            note(day, "\(date) is a holiday in \(calendar.title), \(holiday.name)")
        }
    }

    private mutating func note(_ day: Day, _ sentence: @autoclosure () -> String) {
        if explaining { steps.append(CountingStep(sentence(), day: day)) }
    }
}
