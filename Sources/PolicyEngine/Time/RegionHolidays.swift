/// The holidays that a region has besides those of its country.
public struct RegionHolidays: Hashable, Sendable {
    /// The region, ISO 3166-2: `DE-BY`.
    public let region: String
    /// Its English name.
    public let title: String
    /// Its own holidays.
    public let rules: [HolidayRule]

    /// Makes a list.
    public init(region: String, title: String, rules: [HolidayRule]) {
        self.region = region
        self.title = title
        self.rules = rules
    }
}
