public import VaultModel

/// The holidays of one place over the years for which they are known.
///
/// A byte for each day answers in constant time; names and citations are looked up only to explain.
public struct HolidayCalendar: Hashable, Sendable {
    /// What a calendar says of a day.
    enum Status {
        /// Neither Saturday, Sunday nor holiday.
        case working
        /// Saturday, Sunday or a holiday for certain.
        case free
        /// A weekday of which it is not certain whether it is a holiday.
        case doubtful
        /// A weekday outside of the years of the calendar.
        case unknown
    }

    /// The place: ISO 3166-1 for a country, ISO 3166-2 for a region.
    public let region: String
    /// Its English name.
    public let title: String
    /// The years for which the rules were checked.
    public let years: ClosedRange<Int>
    /// What it was made of.
    public let rules: [HolidayRule]

    /// For each day from the first: a bit for each way of counting, and four bits higher those of doubtful holidays.
    private let marks: [UInt8]
    private let first: Int64

    /// Makes a calendar.
    public init(region: String, title: String, years: ClosedRange<Int>, rules: [HolidayRule]) {
        let first = Serial.of(years.lowerBound, 1, 1)
        let count = Int(Serial.of(years.upperBound, 12, 31) - first) + 1
        var marks = [UInt8](repeating: 0, count: count)
        for rule in rules { Self.mark(rule, in: years, from: first, &marks) }
        self.init(region: region, title: title, years: years, rules: rules, marks: marks, first: first)
    }

    private init(
        region: String,
        title: String,
        years: ClosedRange<Int>,
        rules: [HolidayRule],
        marks: [UInt8],
        first: Int64
    ) {
        self.region = region
        self.title = title
        self.years = years
        self.rules = rules
        self.marks = marks
        self.first = first
    }

    /// The calendar of a place within this one, which has more holidays.
    func adding(_ more: [HolidayRule], region: String, title: String) -> Self {
        var marks = marks
        for rule in more { Self.mark(rule, in: years, from: first, &marks) }
        return Self(
            region: region,
            title: title,
            years: years,
            rules: rules + more,
            marks: marks,
            first: first
        )
    }

    /// Sets the bits of a rule on its days.
    private static func mark(
        _ rule: HolidayRule,
        in years: ClosedRange<Int>,
        from first: Int64,
        _ marks: inout [UInt8]
    ) {
        let bits = rule.under?.reduce(UInt8(0)) { $0 | $1.bit } ?? Counting.allBits
        // A move may carry a holiday over the end of a year.
        for year in years.lowerBound - 1...years.upperBound + 1 {
            let shifted = rule.doubt(in: year) == nil ? bits : bits << 4
            for serial in rule.serials(in: year) where marks.indices.contains(Int(serial - first)) {
                marks[Int(serial - first)] |= shifted
            }
        }
    }

    /// The holiday of a day, certain ones before doubtful ones; `nil` for other days, and outside of the years.
    ///
    /// With a way of counting, only holidays that matter in it.
    public func holiday(on day: Day, counting: Counting? = nil) -> Holiday? {
        let serial = day.daysSinceEpoch
        guard marks.indices.contains(Int(serial - first)), marks[Int(serial - first)] != 0 else { return nil }
        var doubtful: Holiday?
        for rule in rules where counting.map({ rule.under?.contains($0) ?? true }) ?? true {
            for year in day.year - 1...day.year + 1 where rule.serials(in: year).contains(serial) {
                let doubt = rule.doubt(in: year)
                let holiday = Holiday(day: day, names: rule.names, doubt: doubt, citation: rule.citation)
                guard doubt != nil else { return holiday }
                doubtful = doubtful ?? holiday
            }
        }
        return doubtful
    }

    /// What a day is in a way of counting.
    func status(_ serial: Int64, _ counting: Counting) -> Status {
        if Weekday.index(ofSerial: serial) >= 5 { return .free }
        let offset = Int(serial - first)
        guard offset >= 0, offset < marks.count else { return .unknown }
        let mark = marks[offset]
        if mark & counting.bit != 0 { return .free }
        return mark >> 4 & counting.bit != 0 ? .doubtful : .working
    }

    /// Two calendars are equal when they say the same for the same place.
    public static func == (left: Self, right: Self) -> Bool {
        (left.region, left.title, left.years, left.rules)
            == (right.region, right.title, right.years, right.rules)
    }

    /// Hashes what equality looks at.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(region)
        hasher.combine(title)
        hasher.combine(years)
        hasher.combine(rules)
    }
}

extension Counting {
    /// The bits of all.
    fileprivate static let allBits = allCases.reduce(UInt8(0)) { $0 | $1.bit }

    /// Its bit in the marks of a calendar; hours have none, as they never look at one.
    fileprivate var bit: UInt8 {
        switch self {
        case .eu1182: 1
        case .bgb: 2
        case .termijnenwet: 4
        case .plain: 8
        case .hours: 0
        }
    }
}
