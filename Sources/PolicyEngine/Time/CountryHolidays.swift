/// A calendar file: the holidays of a country and of its regions.
public struct CountryHolidays: Hashable, Sendable {
    /// The country, ISO 3166-1.
    public let country: String
    /// Its English name.
    public let title: String
    /// The years for which the rules were checked; outside of them every date is provisional.
    public let years: ClosedRange<Int>
    /// The holidays of the whole country.
    public let rules: [HolidayRule]
    /// Its regions with more holidays, and those without any.
    public let regions: [RegionHolidays]

    /// Makes a file.
    public init(
        country: String,
        title: String,
        years: ClosedRange<Int>,
        rules: [HolidayRule],
        regions: [RegionHolidays]
    ) {
        self.country = country
        self.title = title
        self.years = years
        self.rules = rules
        self.regions = regions
    }

    /// The calendar of the country and one of each region.
    ///
    /// In the calendar of the country the holidays of its regions are there too, as uncertain ones: who does not know
    /// the region gets the earlier date, and hears that it may be later.
    public var calendars: [HolidayCalendar] {
        var seen: Set<HolidayRule> = []
        let elsewhere = regions.flatMap(\.rules).map { $0.doubted(because: "only in parts of \(title)") }
            .filter { seen.insert($0).inserted }
        let everywhere = HolidayCalendar(region: country, title: title, years: years, rules: rules)
        return [everywhere.adding(elsewhere, region: country, title: title)]
            + regions.map { everywhere.adding($0.rules, region: $0.region, title: $0.title) }
    }
}
