import VaultModel

/// What the ways of counting do, and where that stands.
extension Counting {
    /// Whether an end on a Saturday, a Sunday or a holiday moves.
    func moves(_ period: Period) -> Bool {
        switch self {
        case .eu1182, .bgb: period.unit != .hour
        case .termijnenwet: !period.isExceptedFromTermijnenwet
        case .plain, .hours: false
        }
    }

    /// From how many days on a period must hold two working days; `nil` where no law says so.
    var leastDaysForTwoWorkingDays: Int? {
        switch self {
        case .eu1182: 2
        case .termijnenwet: 3
        case .bgb, .plain, .hours: nil
        }
    }

    /// The provision that moves an end.
    var provisionForMoving: String {
        switch self {
        case .bgb: "§ 193 BGB"
        case .termijnenwet: "art 1(1) Algemene termijnenwet"
        case .eu1182, .plain, .hours: "Art 3(4) Regulation 1182/71"
        }
    }

    /// The provision that asks for two working days.
    var provisionForTwoWorkingDays: String {
        self == .termijnenwet ? "art 2 Algemene termijnenwet" : "Art 3(5) Regulation 1182/71"
    }

    /// How counting begins, in words.
    func sentence(beginningOf period: Period, after day: Day) -> String {
        let date = English.date(day)
        switch (period.unit, self) {
        case (.yearOfLife, _), (.birthday, _): return "The day of birth is \(date)"
        case (.calendarYear, _): return "The event of \(date) lies in the year \(day.year)"
        case (.hour, _), (_, .hours): return "Counting begins on \(date)"
        case (_, .eu1182): return "\(date) is not counted (Art 3(1) Regulation 1182/71)"
        case (_, .bgb): return "\(date) is not counted (§ 187(1) BGB)"
        case (_, .termijnenwet), (_, .plain): return "\(date) is not counted"
        }
    }

    /// How the end was found, in words.
    func sentence(endOf period: Period, after day: Day, on end: Day) -> String {
        let date = English.date(end)
        let ends = "\(period) \(period.length == 1 ? "ends" : "end") on \(date)"
        switch period.unit {
        case .hour:
            return "\(ends), at the hour at which they began; hours never move"
        case .day:
            return ends + cited(eu: "Art 3(2)(b)", bgb: "§ 188(1)")
        case .workingDay:
            return "\(ends), as only working days are counted"
        case .week:
            return "\(ends), the same day of the week" + cited(eu: "Art 3(2)(c)", bgb: "§ 188(2)")
        case .month, .year:
            guard end.day != day.day else {
                return "\(ends), the same date" + cited(eu: "Art 3(2)(c)", bgb: "§ 188(2)")
            }
            return "\(ends), the last day of a month without the date"
                + cited(eu: "Art 3(2)(c)", bgb: "§ 188(3)")
        case .yearOfLife:
            return
                "The \(English.ordinal(period.length)) year of life is completed with \(date), the day before the "
                + "birthday (§§ 187(2), 188(2) BGB)"
        case .birthday:
            return "The \(English.ordinal(period.length)) birthday is \(date)"
        case .calendarYear:
            return "\(period.length) years after the end of that year end on \(date)"
        }
    }

    private func cited(eu: String, bgb: String) -> String {
        switch self {
        case .eu1182: " (\(eu) Regulation 1182/71)"
        case .bgb: " (\(bgb) BGB)"
        case .termijnenwet, .plain, .hours: ""
        }
    }
}

extension Period {
    /// Whether art 4 of the Algemene termijnenwet leaves the period as it is.
    fileprivate var isExceptedFromTermijnenwet: Bool {
        switch unit {
        case .hour, .year, .yearOfLife, .birthday, .calendarYear: true
        case .day: length > 90
        case .week: length > 12
        case .month: length > 3
        case .workingDay: false
        }
    }
}
