import Foundation
import PolicyEngine
import TestSupport
import Testing
import VaultModel

/// The same holidays and dates from the PyPI packages `holidays` and `python-dateutil`.
///
/// Where they say something else, the law decides; `known` names it. A difference that is not there fails, and so does
/// an entry that no longer makes a difference.
@Suite("Holidays and dates beside outside packages", .enabled(if: Python.has("holidays", "dateutil")))
struct TimePeerTests {
    /// A difference that the law explains.
    private struct Known: Sendable {
        let regions: [String]
        /// `ours`, `theirs`, or `doubtful`: uncertain here and a holiday there.
        let side: String
        let law: String
        let days: @Sendable (Day) -> Bool
    }

    private static let known = [
        Known(
            regions: ["NL"],
            side: "ours",
            law:
                "Art 3(1) Algemene termijnenwet names 5 May of every year; that many are off only every fifth year "
                + "is a matter of collective agreements",
            days: { ($0.month, $0.day) == (5, 5) }
        ),
        Known(
            regions: ["NL"],
            side: "doubtful",
            law:
                "Art 3(2) Algemene termijnenwet equates Good Friday with a holiday only for its own purposes",
            days: { isAfterEaster($0, by: -2) }
        ),
        Known(
            regions: ["FR-57", "FR-67", "FR-68"],
            side: "doubtful",
            law:
                "Art L3134-13 Code du travail: Good Friday only where there is a Protestant or a shared church",
            days: { isAfterEaster($0, by: -2) }
        ),
        Known(
            regions: ["FR-971"],
            side: "doubtful",
            law: "Art L3133-1 and L3422-2 Code du travail do not name Good Friday, mid-Lent or 21 July",
            days: { isAfterEaster($0, by: -2) || isAfterEaster($0, by: -24) || ($0.month, $0.day) == (7, 21) }
        ),
        Known(
            regions: ["FR-972"],
            side: "doubtful",
            law: "Art L3133-1 and L3422-2 Code du travail do not name 21 July",
            days: { ($0.month, $0.day) == (7, 21) }
        ),
        Known(
            regions: ["ES-CE"],
            side: "ours",
            law: "Ceuta is one municipality, and its local holidays of 2019 and 2021 had Our Lady of Africa",
            days: { ($0.month, $0.day) == (8, 5) }
        ),
        Known(
            regions: ["ES-CE"],
            side: "theirs",
            law: "Ceuta's list of 2024 has fourteen days, and Ceuta Day is not among them",
            days: { ($0.year, $0.month, $0.day) == (2024, 9, 2) }
        ),
        Known(
            regions: ["ES-CT"],
            side: "theirs",
            law: "The package guesses that Catalonia will take Whit Monday in 2033; its list is not known",
            days: { ($0.year, $0.month, $0.day) == (2033, 6, 6) }
        ),
        Known(
            regions: ["ES"],
            side: "doubtful",
            law:
                "Art 45(3) Real Decreto 2001/1983: Epiphany and the Monday after a Sunday may be replaced; the lists "
                + "from 2027 on are not known",
            days: { $0.year >= 2027 }
        ),
        Known(
            regions: regionsOfSpain,
            side: "doubtful",
            law:
                "Art 45(4) Real Decreto 2001/1983: each community fixes its days in a list for the year; those from "
                + "2027 on are not known",
            days: { $0.year >= 2027 }
        ),
    ]

    private static let regionsOfSpain = [
        "AN", "AR", "AS", "CB", "CE", "CL", "CM", "CN", "CT", "EX", "GA", "IB", "MC", "MD", "ML", "NC", "PV",
        "RI", "VC",
    ].map { "ES-\($0)" }

    @Test("every difference in holidays, and in 24000 dates, is one that the law explains")
    func peers() throws {
        let calendars = try TimeFiles.calendars()
        let lines = Self.easters() + Self.holidays(calendars) + Self.dates(calendars)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lethe-\(UUID()).txt").path
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try Python.run([Python.program("calendar_peers.py"), path])
        #expect(result.status == 0, "\(result.output)")
        var answers = result.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(answers.popLast()?.first.flatMap { Int($0) } == lines.count)

        var uses = [Int](repeating: 0, count: Self.known.count)
        for answer in answers where !answer.isEmpty {
            switch answer[0] {
            case "holiday":
                let day = try date(String(answer[2]))
                let entry = Self.known.firstIndex {
                    $0.regions.contains(String(answer[1])) && $0.side == answer[3] && $0.days(day)
                }
                if let entry { uses[entry] += 1 }
                #expect(entry != nil, "unknown difference: \(answer.joined(separator: " "))")
            case "date":
                #expect(Self.isKnownDate(answer), "unknown difference: \(answer.joined(separator: " "))")
            default:
                Issue.record("unknown difference: \(answer.joined(separator: " "))")
            }
        }
        for (entry, count) in zip(Self.known, uses) {
            #expect(count > 0, "no difference any more: \(entry.law)")
            print("\(count) x \(entry.side), \(entry.regions.joined(separator: " ")): \(entry.law)")
        }
    }

    /// Dates differ because a holiday does, which is looked at above, or because of a birthday on 29 February: `relativedelta` takes 28 February
    /// where there is no such day, but the year of life ends with that day (§ 188(2) BGB), and the birthday is the next.
    private static func isKnownDate(_ answer: [Substring]) -> Bool {
        answer[8] == "holiday"
            || (["year_of_life", "birthday"].contains(answer[5]) && answer[3].hasSuffix("-02-29"))
    }

    private static func isAfterEaster(_ day: Day, by days: Int64) -> Bool {
        day.daysSinceEpoch == Easter.sunday(in: day.year).daysSinceEpoch + days
    }

    private static func easters() -> [String] {
        (1583...4099).map { "easter\t\($0)\t\(Easter.sunday(in: $0))" }
    }

    private static func holidays(_ calendars: [HolidayCalendar]) -> [String] {
        calendars.flatMap { calendar in
            (days(2018)..<days(2036)).compactMap { serial in
                let day = Day(daysSinceEpoch: serial)
                guard let holiday = calendar.holiday(on: day, counting: .eu1182) else { return nil }
                return
                    "holiday\t\(calendar.region)\t\(day)\t\(holiday.isProvisional ? "doubtful" : "certain")"
            }
        }
    }

    /// Days, lengths and places at random, the same in every run.
    private static func dates(_ calendars: [HolidayCalendar]) -> [String] {
        var random = SplitMix(state: 1_182_71)
        let units: [(Period.Unit, Int)] = [
            (.day, 40), (.week, 12), (.month, 24), (.year, 8), (.workingDay, 30), (.yearOfLife, 90),
            (.birthday, 90),
            (.calendarYear, 30),
        ]
        let births = ["1996-02-29", "2004-02-29", "2024-02-29"].flatMap { birth in
            (1...40).map { (birth, $0) }
        }
        .flatMap { birth, years in [(birth, years, Period.Unit.yearOfLife), (birth, years, .birthday)] }
        .compactMap { birth, years, unit in
            Day(iso8601: birth).map { line(Period(years, unit), $0, .plain, nil) }
        }
        return births
            + (0..<24_000).map { _ in
                let calendar = calendars[Int(random.next() % UInt64(calendars.count))]
                let (unit, longest) = units[Int(random.next() % UInt64(units.count))]
                let period = Period(Int(random.next() % UInt64(longest)) + 1, unit)
                let day = Day(
                    daysSinceEpoch: days(2018) + Int64(random.next() % UInt64(days(2027) - days(2018)))
                )
                let counting: Counting =
                    switch unit {
                    case .yearOfLife, .birthday, .calendarYear: .plain
                    case .workingDay: .eu1182
                    default: [.eu1182, .bgb, .plain][Int(random.next() % 3)]
                    }
                return line(period, day, counting, calendar)
            }
    }

    private static func line(_ period: Period, _ day: Day, _ counting: Counting, _ calendar: HolidayCalendar?)
        -> String
    {
        let counting = calendar == nil ? .plain : counting
        let end = PeriodCounter.end(
            of: period,
            after: day,
            counting: counting,
            calendar: calendar,
            explaining: false
        )
        let state = end.isProvisional ? "provisional" : "certain"
        return
            "date\t\(calendar?.region ?? "-")\t\(counting.rawValue)\t\(day)\t\(period.length)\t\(period.unit.rawValue)"
            + "\t\(end.day)\t\(state)"
    }

    private static func days(_ year: Int) -> Int64 {
        Day(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
}
