import PolicyEngine
import Testing
import VaultModel

@Suite("Calendar files")
struct TimeFileTests {
    @Test("every Land, every Spanish community, Alsace and Moselle have a calendar of 2018 to 2035")
    func regions() throws {
        let calendars = try TimeFiles.calendars()
        let regions = Set(calendars.map(\.region))
        let wanted =
            ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]
            .map { "DE-\($0)" }
            + [
                "AN", "AR", "AS", "CB", "CE", "CL", "CM", "CN", "CT", "EX", "GA", "IB", "MC", "MD", "ML",
                "NC", "PV", "RI",
                "VC",
            ]
            .map { "ES-\($0)" } + ["DE", "NL", "FR", "ES", "FR-57", "FR-67", "FR-68"]
        #expect(Set(wanted).subtracting(regions).isEmpty)
        #expect(calendars.allSatisfy { $0.years == 2018...2035 })
        #expect(regions.count == calendars.count)
    }

    @Test("the days by which the cases of the research turn")
    func turningDays() throws {
        for (region, text, name) in [
            ("DE-BY", "2026-06-04", "Corpus Christi"), ("DE", "2026-04-06", "Easter Monday"),
            ("FR", "2026-04-06", "Easter Monday"), ("NL", "2026-04-06", "Easter Monday"),
            ("ES-MD", "2026-04-02", "Maundy Thursday"), ("ES-MD", "2026-04-03", "Good Friday"),
            ("ES-CT", "2026-04-06", "Easter Monday"), ("NL", "2025-04-26", "King's Day"),
            ("DE-SN", "2026-11-18", "Day of Repentance and Prayer"), ("DE-BE", "2025-05-08", nil),
            ("FR-67", "2026-12-26", "Saint Stephen's Day"),
            ("ES-AN", "2023-01-02", "Monday after a holiday on a Sunday"),
        ] {
            let holiday = try TimeFiles.calendar(region).holiday(on: try date(text), counting: .eu1182)
            #expect(holiday?.isProvisional == false, "\(region) \(text)")
            if let name { #expect(holiday?.name == name) }
        }
        for (region, text) in [("DE-BE", "2026-06-04"), ("ES-CT", "2026-04-02"), ("ES-MD", "2026-04-06")] {
            #expect(try TimeFiles.calendar(region).holiday(on: try date(text)) == nil, "\(region) \(text)")
        }
    }

    @Test("days that only some municipalities have, or that no decree has fixed yet, are uncertain")
    func uncertain() throws {
        for (region, text) in [
            ("DE-BY", "2025-08-15"), ("DE-BY", "2028-08-08"), ("DE-TH", "2026-06-04"),
            ("FR-57", "2026-04-03"),
            ("NL", "2029-05-11"), ("ES-MD", "2027-03-25"), ("ES", "2026-04-02"), ("DE", "2026-06-04"),
            ("NL", "2026-04-03"), ("ES-AN", "2027-08-16"),
        ] {
            let holiday = try TimeFiles.calendar(region).holiday(on: try date(text), counting: .eu1182)
            #expect(holiday?.isProvisional == true, "\(region) \(text)")
        }
        for text in ["2026-04-03", "2026-05-15", "2028-04-28", "2018-12-24"] {
            let holiday = try TimeFiles.calendar("NL").holiday(on: try date(text), counting: .termijnenwet)
            #expect(holiday?.isProvisional == false, "\(text)")
        }
    }

    @Test("no Spanish region has more days than art 37(2) Estatuto de los Trabajadores allows")
    func fourteenDays() throws {
        for calendar in try TimeFiles.calendars() where calendar.region.hasPrefix("ES-") {
            // Twelve, and one more that may be made up for (art 45(3)); in the two cities also the two local ones. Ceuta
            // made up for a fifteenth day in 2023, and Navarre keeps its patron's day besides.
            let most = calendar.region == "ES-CE" || calendar.region == "ES-ML" ? 15 : 13
            for year in 2018...2026 {
                let first = try date("\(year)-01-01").daysSinceEpoch
                let count = (first..<first + 366).map { Day(daysSinceEpoch: $0) }
                    .filter { $0.year == year && Weekday($0) != .sunday }
                    .filter { calendar.holiday(on: $0)?.isProvisional == false }
                    .count
                #expect((11...most).contains(count), "\(calendar.region) \(year): \(count)")
            }
        }
    }

    @Test("every holiday of every calendar says where it stands in the law")
    func citations() throws {
        for rule in try TimeFiles.calendars().flatMap(\.rules) {
            #expect(!rule.citation.law.isEmpty && !rule.citation.article.isEmpty, "\(rule.id)")
            #expect(rule.names.count > 1, "\(rule.id)")
        }
    }
}
