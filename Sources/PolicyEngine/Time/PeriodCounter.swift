public import VaultModel

/// Finds the last day of periods of law.
///
/// The ways of counting:
/// - Regulation (EEC, Euratom) 1182/71: the day of the event is not counted (Art 3(1)); months and years end on the same
///   date or else the last day of the month (Art 3(2)(c)); an end on a Saturday, a Sunday or a holiday of the place moves
///   to the next working day (Art 3(4)); a period of two days or more holds at least two working days (Art 3(5)). Art
///   3(4) excepts periods of hours; whether Art 3(5) stretches them is disputed, and they are left alone here.
/// - §§ 187-193 BGB: the same ends, § 193 for the move, no counterpart of Art 3(5).
/// - Algemene termijnenwet: art 1 moves, art 2 gives a period of three days or more two working days, art 4 excepts
///   hours and periods longer than 90 days, twelve weeks or three months, and all periods of years.
/// - Plain: nothing moves.
///
/// Working days are Monday to Friday less the holidays of the calendar. A day of which it is not certain whether it is a
/// holiday counts as a working day, so that the date is the earliest possible; it is then marked provisional.
public enum PeriodCounter {
    /// The end of a period.
    ///
    /// - Parameters:
    ///   - period: How long.
    ///   - day: The day of the event; for years of life and birthdays the day of birth.
    ///   - counting: By which rules.
    ///   - calendar: The holidays of the place of action. Without one only Saturdays and Sundays are known, and a date
    ///     that depends on holidays is provisional.
    ///   - pauses: Days that are not counted.
    ///   - explaining: Whether to write down the steps; counting is much faster without.
    public static func end(
        of period: Period,
        after day: Day,
        counting: Counting,
        calendar: HolidayCalendar? = nil,
        pauses: [Pause] = [],
        explaining: Bool = true
    ) -> CountedDate {
        count(period, nil, day, counting, calendar, pauses, explaining)
    }

    /// The end of a deadline, extended when notice of it was given in time.
    ///
    /// The extension is counted together with the period from the same beginning: one month and two further months are
    /// three months from the event, not two from the end of the first. Notice after the end of the period comes too late;
    /// one from before the event cannot be about it.
    public static func end(
        of deadline: Deadline,
        after day: Day,
        notice: Day? = nil,
        calendar: HolidayCalendar? = nil,
        pauses: [Pause] = [],
        explaining: Bool = true
    ) -> CountedDate {
        let counting = deadline.counting
        let first = count(deadline.period, nil, day, counting, calendar, pauses, explaining)
        guard let extensionBy = deadline.extensionBy, let notice else { return first }
        guard notice >= day, notice <= first.day else {
            let when = notice < day ? "before \(English.date(day))" : "after \(English.date(first.day))"
            let sentence =
                "The notice of extension of \(English.date(notice)) came \(when); the deadline stays"
            return CountedDate(
                day: first.day,
                time: first.time,
                steps: first.steps + (explaining ? [CountingStep(sentence, day: first.day)] : []),
                isProvisional: first.isProvisional
            )
        }
        let joined = deadline.period.joined(with: extensionBy)
        let whole = count(
            joined ?? deadline.period,
            joined == nil ? extensionBy : nil,
            day,
            counting,
            calendar,
            pauses,
            explaining
        )
        guard explaining else { return whole }
        let sentence =
            "The notice of extension of \(English.date(notice)) came in time, by \(English.date(first.day)); "
            + "\(deadline.period) and \(extensionBy) are counted together"
        return CountedDate(
            day: whole.day,
            time: whole.time,
            steps: [CountingStep(sentence, day: notice)] + whole.steps,
            isProvisional: whole.isProvisional
        )
    }

    /// The end of a period of hours that begins at a point in time; for other units, of the period after its day in UTC.
    ///
    /// The hours run from the very second, not from the next full hour as Art 3(1) and (2)(a) of Regulation 1182/71
    /// would allow: the earlier end is the safe one.
    public static func end(
        of period: Period,
        afterHour time: Timestamp,
        explaining: Bool = true
    ) -> CountedDate {
        guard period.unit == .hour else {
            return end(of: period, after: time.day, counting: .plain, explaining: explaining)
        }
        let end = Timestamp(secondsSinceEpoch: time.secondsSinceEpoch + Int64(period.bounded) * 3600)
        let sentence = "\(period) after \(time) end at \(end); hours never move"
        return CountedDate(
            day: end.day,
            time: end,
            steps: explaining ? [CountingStep(sentence, day: end.day)] : []
        )
    }

    /// The years of life that are completed when a day begins: the age on that day.
    ///
    /// Who was born on 29 February completes a year of life with the end of 28 February (§§ 187(2), 188(2) BGB), and so
    /// is a year older on 1 March where there is no 29 February.
    public static func completedYears(from birth: Day, on day: Day) -> Int {
        let years = day.year - birth.year
        return (day.month, day.day) < (birth.month, birth.day) ? years - 1 : years
    }

    private static func count(
        _ period: Period,
        _ second: Period?,
        _ day: Day,
        _ counting: Counting,
        _ calendar: HolidayCalendar?,
        _ pauses: [Pause],
        _ explaining: Bool
    ) -> CountedDate {
        var count = PeriodCount(counting: counting, calendar: calendar, explaining: explaining)
        let end = count.end(of: period, then: second, after: day, pauses: pauses)
        var isProvisional = count.metUnknown
        if count.metDoubt {
            var later = PeriodCount(
                counting: counting,
                calendar: calendar,
                explaining: false,
                doubtfulIsFree: true
            )
            let latest = later.end(of: period, then: second, after: day, pauses: pauses)
            isProvisional = isProvisional || latest != end
        }
        return CountedDate(day: Day(daysSinceEpoch: end), steps: count.steps, isProvisional: isProvisional)
    }
}
