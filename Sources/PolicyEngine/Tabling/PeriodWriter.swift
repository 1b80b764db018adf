/// Periods of a language, as laws write them.
struct PeriodWriter {
    private let words: TableWords.Periods
    private let language: Language

    init(_ language: Language) {
        words = TableWords.of(language).periods
        self.language = language
    }

    /// A period that is no event of its own: `10 years`.
    func text(_ period: Period) -> String {
        let isOne = period.length == 1
        let template =
            switch period.unit {
            case .hour: isOne ? words.hour : words.hours
            case .day: isOne ? words.day : words.days
            case .workingDay: isOne ? words.workingDay : words.workingDays
            case .week: isOne ? words.week : words.weeks
            case .month: isOne ? words.month : words.months
            case .year, .calendarYear, .yearOfLife, .birthday: isOne ? words.year : words.years
            }
        return template.filling(["count": String(period.length)])
    }

    /// Its end, with what it counts from: `10 years after the date of death`.
    func end(_ period: Period, after event: String) -> String {
        let template =
            switch period.unit {
            case .yearOfLife: words.yearOfLife
            case .birthday: words.birthday
            case .calendarYear: words.calendarYear
            default: words.after
            }
        return template.filling(["period": text(period), "nth": nth(period.length), "event": event])
    }

    private func nth(_ number: Int) -> String {
        switch language {
        case .english: English.ordinal(number)
        case .german: "\(number)."
        case .french, .dutch: "\(number)e"
        case .spanish: "\(number).º"
        }
    }
}
