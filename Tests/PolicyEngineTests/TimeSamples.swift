import PolicyEngine
import VaultModel

/// Calendars and days written by hand, for tests that need no files.
enum TimeSamples {
    static let berlin = calendar("DE-BE", german)
    static let munich = calendar(
        "DE-BY",
        german + [
            rule("corpus_christi", .easter(60)),
            rule("assumption", .fixed(month: 8, day: 15), provisional: "only in Catholic municipalities"),
        ]
    )
    static let madrid = calendar("ES-MD", spanish + [rule("maundy_thursday", .easter(-3))])
    static let barcelona = calendar("ES-CT", spanish + [rule("easter_monday", .easter(1))])
    static let utrecht = calendar(
        "NL",
        [
            rule("new_year", .fixed(month: 1, day: 1)),
            rule("good_friday", .easter(-2), under: [.termijnenwet]),
            rule("easter_monday", .easter(1)),
            rule("kings_day", .fixed(month: 4, day: 27), moved: HolidayMove(when: .sunday, by: -1)),
            rule("liberation_day", .fixed(month: 5, day: 5)),
            rule("ascension", .easter(39)),
            rule("whit_monday", .easter(50)),
            rule("christmas_day", .fixed(month: 12, day: 25)),
            rule("second_christmas_day", .fixed(month: 12, day: 26)),
        ]
    )

    private static let german = [
        rule("new_year", .fixed(month: 1, day: 1)),
        rule("good_friday", .easter(-2)),
        rule("easter_monday", .easter(1)),
        rule("labour_day", .fixed(month: 5, day: 1)),
        rule("ascension", .easter(39)),
        rule("whit_monday", .easter(50)),
        rule("german_unity", .fixed(month: 10, day: 3)),
        rule("christmas_day", .fixed(month: 12, day: 25)),
        rule("second_christmas_day", .fixed(month: 12, day: 26)),
    ]

    private static let spanish = [
        rule("new_year", .fixed(month: 1, day: 1)),
        rule("epiphany", .fixed(month: 1, day: 6)),
        rule("good_friday", .easter(-2)),
        rule("labour_day", .fixed(month: 5, day: 1)),
    ]

    static func rule(
        _ id: String,
        _ occurrence: HolidayOccurrence,
        moved: HolidayMove? = nil,
        provisional: String? = nil,
        under: Set<Counting>? = nil
    ) -> HolidayRule {
        HolidayRule(
            id: id,
            names: ["en": id.split(separator: "_").map(\.capitalized).joined(separator: " ")],
            occurrence: occurrence,
            moved: moved,
            provisional: provisional,
            under: under,
            citation: Citation(law: "Test Act", article: "1")
        )
    }

    static func calendar(_ region: String, _ rules: [HolidayRule]) -> HolidayCalendar {
        HolidayCalendar(region: region, title: region, years: 2018...2035, rules: rules)
    }
}

/// The day that a text names; a test that misspells one fails at once.
func date(_ text: String) throws -> Day {
    guard let day = Day(iso8601: text) else { throw NoSuchDay(text: text) }
    return day
}

/// A text that names no day.
struct NoSuchDay: Error {
    let text: String
}

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
