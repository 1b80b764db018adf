extension Period {
    /// The length within what can be counted: nothing is shorter than nothing or longer than the calendar.
    var bounded: Int { min(max(length, 0), 4_000_000) }

    /// Whether it is as long as some days; periods of working days hold working days anyway.
    func isAtLeast(days: Int) -> Bool {
        switch unit {
        case .hour, .workingDay: false
        case .day: length >= days
        case .week, .month, .year, .yearOfLife, .birthday, .calendarYear: length > 0
        }
    }

    /// The months of a period of months or years.
    private var months: Int? {
        switch unit {
        case .month: bounded
        case .year: 12 * bounded
        default: nil
        }
    }

    /// This period and one that prolongs it, as a single one from the same beginning.
    ///
    /// One month and two months are three months. `nil` when the units cannot be added.
    func joined(with further: Self) -> Self? {
        if unit == further.unit { return Self(bounded + further.bounded, unit) }
        guard let months, let furtherMonths = further.months else { return nil }
        return Self(months + furtherMonths, .month)
    }
}
