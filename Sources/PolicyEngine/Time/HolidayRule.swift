/// A holiday as the law states it: every year on a date, some days from Easter, or on days that were fixed one by one.
public struct HolidayRule: Hashable, Sendable {
    /// The id within its calendar file.
    public let id: String
    /// What it is called, by language; `en` is always there.
    public let names: [String: String]
    /// On which days it falls.
    public let occurrence: HolidayOccurrence
    /// The first year of it; `nil` means since ever.
    public let from: Int?
    /// The last year of it; `nil` means until today.
    public let to: Int?
    /// How it gives way to a weekday.
    public let moved: HolidayMove?
    /// Why it is not certain that the day is a holiday at the place; `nil` when it is.
    public let provisional: String?
    /// From which year on that is so; `nil` means in all years.
    public let provisionalFrom: Int?
    /// The ways of counting in which it matters; `nil` means in all.
    public let under: Set<Counting>?
    /// Where it stands in the law.
    public let citation: Citation

    /// Makes a rule.
    public init(
        id: String,
        names: [String: String],
        occurrence: HolidayOccurrence,
        from: Int? = nil,
        to: Int? = nil,
        moved: HolidayMove? = nil,
        provisional: String? = nil,
        provisionalFrom: Int? = nil,
        under: Set<Counting>? = nil,
        citation: Citation
    ) {
        self.id = id
        self.names = names
        self.occurrence = occurrence
        self.from = from
        self.to = to
        self.moved = moved
        self.provisional = provisional
        self.provisionalFrom = provisionalFrom
        self.under = under
        self.citation = citation
    }

    /// The days on which it is kept, of those that fall into a year, as numbers since 1970-01-01.
    func serials(in year: Int) -> [Int64] {
        guard year >= from ?? year, year <= to ?? year else { return [] }
        let days = occurrence.serials(in: year)
        guard let moved else { return days }
        return days.map {
            Weekday.index(ofSerial: $0) == moved.when.index ? $0 + Int64(moved.by) : $0
        }
    }

    /// Why it is uncertain in a year, or `nil`.
    func doubt(in year: Int) -> String? {
        year >= provisionalFrom ?? year ? provisional : nil
    }

    /// The same rule as one that holds only at some places.
    func doubted(because reason: String) -> Self {
        Self(
            id: id,
            names: names,
            occurrence: occurrence,
            from: from,
            to: to,
            moved: moved,
            provisional: reason,
            under: under,
            citation: citation
        )
    }
}
