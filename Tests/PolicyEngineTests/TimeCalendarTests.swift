import PolicyEngine
import Testing
import VaultModel

@Suite("Holiday calendars")
struct TimeCalendarTests {
    @Test(
        "Easter Sunday, at the edges of its range and in the years that break shorter formulas",
        arguments: [
            "1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2008-03-23", "2018-04-01", "2024-03-31",
            "2026-04-05", "2035-03-25", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22",
        ]
    )
    func easter(text: String) throws {
        let sunday = try date(text)
        #expect(Easter.sunday(in: sunday.year) == sunday)
    }

    @Test("each way of saying when a holiday falls")
    func occurrences() throws {
        let calendar = TimeSamples.calendar(
            "XX",
            [
                TimeSamples.rule("first_monday", .nth(1, .monday, month: 5)),
                TimeSamples.rule("fourth_thursday", .nth(4, .thursday, month: 11)),
                TimeSamples.rule("last_monday", .nth(-1, .monday, month: 8)),
                TimeSamples.rule("last_of_february", .nth(-1, .sunday, month: 2)),
                TimeSamples.rule("repentance", .before(.wednesday, month: 11, day: 23)),
                TimeSamples.rule("once", .days([try date("2020-05-08"), try date("2025-05-08")])),
            ]
        )
        for (text, name) in [
            ("2026-05-04", "First Monday"), ("2028-05-01", "First Monday"), ("2026-11-26", "Fourth Thursday"),
            ("2026-08-31", "Last Monday"), ("2027-08-30", "Last Monday"), ("2032-02-29", "Last Of February"),
            ("2026-02-22", "Last Of February"), ("2026-11-18", "Repentance"), ("2022-11-16", "Repentance"),
            ("2020-05-08", "Once"), ("2025-05-08", "Once"),
        ] {
            #expect(calendar.holiday(on: try date(text))?.name == name, "\(text)")
        }
        for text in ["2026-05-11", "2026-11-19", "2026-08-24", "2026-11-25", "2021-05-08", "2032-02-22"] {
            #expect(calendar.holiday(on: try date(text)) == nil, "\(text)")
        }
    }

    @Test("a day that falls on a Sunday is kept on another")
    func moved() throws {
        let calendar = TimeSamples.utrecht
        #expect(calendar.holiday(on: try date("2025-04-26"))?.name == "Kings Day")
        #expect(calendar.holiday(on: try date("2025-04-27")) == nil)
        #expect(calendar.holiday(on: try date("2026-04-27"))?.name == "Kings Day")
    }

    @Test("a move carries a holiday over the end of a year")
    func movedOverNewYear() throws {
        let calendar = TimeSamples.calendar(
            "XX",
            [
                TimeSamples.rule("eve", .fixed(month: 12, day: 31), moved: HolidayMove(when: .sunday, by: 1)),
                TimeSamples.rule(
                    "new_year",
                    .fixed(month: 1, day: 1),
                    moved: HolidayMove(when: .saturday, by: -1)
                ),
            ]
        )
        #expect(calendar.holiday(on: try date("2024-01-01"))?.name == "Eve")
        #expect(calendar.holiday(on: try date("2021-12-31"))?.name == "Eve")
        let later = TimeSamples.calendar(
            "XX",
            [
                TimeSamples.rule(
                    "new_year",
                    .fixed(month: 1, day: 1),
                    moved: HolidayMove(when: .saturday, by: -1)
                )
            ]
        )
        #expect(later.holiday(on: try date("2021-12-31"))?.name == "New Year")
    }

    @Test("years, doubts and ways of counting limit a holiday")
    func limits() throws {
        let rule = HolidayRule(
            id: "day",
            names: ["en": "Day"],
            occurrence: .fixed(month: 6, day: 10),
            from: 2020,
            to: 2030,
            provisional: "not known yet",
            provisionalFrom: 2027,
            under: [.eu1182],
            citation: Citation(law: "Test Act", article: "1")
        )
        let calendar = TimeSamples.calendar("XX", [rule])
        #expect(calendar.holiday(on: try date("2019-06-10")) == nil)
        #expect(calendar.holiday(on: try date("2031-06-10")) == nil)
        #expect(calendar.holiday(on: try date("2026-06-10"), counting: .eu1182)?.isProvisional == false)
        #expect(calendar.holiday(on: try date("2027-06-10"), counting: .eu1182)?.doubt == "not known yet")
        #expect(calendar.holiday(on: try date("2026-06-10"), counting: .bgb) == nil)
    }

    @Test("a holiday that is certain comes before one that is not")
    func certainFirst() throws {
        let calendar = TimeSamples.calendar(
            "XX",
            [
                TimeSamples.rule("maybe", .fixed(month: 6, day: 10), provisional: "who knows"),
                TimeSamples.rule("surely", .fixed(month: 6, day: 10)),
            ]
        )
        #expect(calendar.holiday(on: try date("2026-06-10"))?.name == "Surely")
    }

    @Test("the calendar of a country holds the days of its regions as uncertain ones, each once")
    func countryOfRegions() throws {
        let own = TimeSamples.rule("own", .fixed(month: 6, day: 10))
        let file = CountryHolidays(
            country: "XX",
            title: "Exland",
            years: 2018...2035,
            rules: [TimeSamples.rule("national", .fixed(month: 7, day: 10))],
            regions: [
                RegionHolidays(region: "XX-A", title: "A", rules: [own]),
                RegionHolidays(region: "XX-B", title: "B", rules: [own]),
                RegionHolidays(region: "XX-C", title: "C", rules: []),
            ]
        )
        let calendars = file.calendars
        #expect(calendars.map(\.region) == ["XX", "XX-A", "XX-B", "XX-C"])
        #expect(calendars.map(\.rules.count) == [2, 2, 2, 1])
        let (june, july) = (try date("2026-06-10"), try date("2026-07-10"))
        #expect(calendars[0].holiday(on: june)?.doubt == "only in parts of Exland")
        #expect(calendars[1].holiday(on: june)?.isProvisional == false)
        #expect(calendars[3].holiday(on: june) == nil)
        #expect(calendars.allSatisfy { $0.holiday(on: july)?.isProvisional == false })
    }

    @Test("weekdays")
    func weekdays() throws {
        #expect(Weekday(try date("2026-11-22")) == .sunday)
        #expect(Weekday(try date("1970-01-01")) == .thursday)
        #expect(Weekday(try date("1969-12-29")) == .monday)
        #expect(Weekday(try date("0001-01-01")) == .monday)
    }
}
