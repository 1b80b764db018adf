import PolicyEngine
import Testing
import VaultModel

/// The end of a period as text, with the way of counting and the place.
private func end(
    _ period: Period,
    after text: String,
    _ counting: Counting = .eu1182,
    _ calendar: HolidayCalendar? = TimeSamples.berlin
) throws -> String {
    PeriodCounter.end(of: period, after: try date(text), counting: counting, calendar: calendar).day
        .description
}

@Suite("Counting periods")
struct TimeCountingTests {
    @Test("the cases of the research: month ends, Easter, regional holidays")
    func cases() throws {
        let month = Period(1, .month)
        #expect(try end(month, after: "2026-01-31") == "2026-03-02")  // T-01
        #expect(try end(month, after: "2026-08-31") == "2026-09-30")  // T-02
        for calendar in [TimeSamples.berlin, TimeSamples.utrecht] {  // T-03
            #expect(try end(month, after: "2026-03-06", .eu1182, calendar) == "2026-04-07")
        }
        #expect(try end(month, after: "2026-03-05") == "2026-04-07")  // Sunday, then Easter Monday
        // E-04 (a).
        #expect(try end(month, after: "2026-05-04", .eu1182, TimeSamples.munich) == "2026-06-05")
        #expect(try end(month, after: "2026-05-04") == "2026-06-04")  // E-04 (b)
        // E-15 (a).
        #expect(try end(month, after: "2026-03-02", .eu1182, TimeSamples.madrid) == "2026-04-06")
        // E-15 (a).
        #expect(try end(month, after: "2026-03-02", .eu1182, TimeSamples.barcelona) == "2026-04-02")
        // E-15 (b).
        #expect(try end(month, after: "2027-07-01", .eu1182, TimeSamples.madrid) == "2027-08-02")
        #expect(try end(month, after: "2026-01-15", .eu1182, TimeSamples.utrecht) == "2026-02-16")  // E-07
        #expect(try end(Period(28, .yearOfLife), after: "2015-08-15", .plain, nil) == "2043-08-14")  // E-04
        #expect(try end(Period(28, .birthday), after: "1999-11-02", .plain, nil) == "2027-11-02")  // E-12
        #expect(try end(Period(10, .year), after: "2023-03-10", .plain, nil) == "2033-03-10")  // E-01
    }

    @Test("months and years end on the same date, or else with the month")
    func months() throws {
        for (length, unit, from, to) in [
            (1, Period.Unit.month, "2028-01-30", "2028-02-29"), (1, .month, "2026-01-28", "2026-02-28"),
            (1, .month, "2026-12-15", "2027-01-15"), (13, .month, "2026-12-31", "2028-01-31"),
            (1, .month, "2026-03-31", "2026-04-30"), (3, .month, "2026-11-30", "2027-02-28"),
            (1, .year, "2028-02-29", "2029-02-28"), (4, .year, "2028-02-29", "2032-02-29"),
            (2, .week, "2026-02-20", "2026-03-06"), (30, .day, "2026-03-02", "2026-04-01"),
            (20, .calendarYear, "2006-05-03", "2026-12-31"), (0, .day, "2026-05-03", "2026-05-03"),
        ] {
            #expect(
                try end(Period(length, unit), after: from, .plain, nil) == to,
                "\(length) \(unit) \(from)"
            )
        }
    }

    @Test("years of life end before the birthday, also for those born on 29 February")
    func yearsOfLife() throws {
        #expect(try end(Period(18, .yearOfLife), after: "2008-02-29", .plain, nil) == "2026-02-28")
        #expect(try end(Period(20, .yearOfLife), after: "2008-02-29", .plain, nil) == "2028-02-28")
        #expect(try end(Period(18, .birthday), after: "2008-02-29", .plain, nil) == "2026-03-01")
        #expect(try end(Period(20, .birthday), after: "2008-02-29", .plain, nil) == "2028-02-29")
        #expect(try end(Period(28, .yearOfLife), after: "2000-01-01", .plain, nil) == "2027-12-31")
        let born = try date("2008-02-29")
        #expect(PeriodCounter.completedYears(from: born, on: try date("2026-02-28")) == 17)
        #expect(PeriodCounter.completedYears(from: born, on: try date("2026-03-01")) == 18)
        #expect(PeriodCounter.completedYears(from: born, on: try date("2028-02-29")) == 20)
        #expect(PeriodCounter.completedYears(from: try date("2010-08-15"), on: try date("2026-08-14")) == 15)
        #expect(PeriodCounter.completedYears(from: try date("2010-08-15"), on: try date("2026-08-15")) == 16)
    }

    @Test("Art 3(5): a period of two days or more holds two working days; § 193 BGB knows nothing of it")
    func twoWorkingDays() throws {
        // Thursday before Easter: Good Friday, Saturday, Sunday and Easter Monday follow.
        #expect(try end(Period(2, .day), after: "2026-04-02") == "2026-04-08")
        #expect(try end(Period(5, .day), after: "2026-04-02") == "2026-04-08")
        #expect(try end(Period(2, .day), after: "2026-04-02", .bgb) == "2026-04-07")
        #expect(try end(Period(1, .day), after: "2026-04-02") == "2026-04-07")
        #expect(try end(Period(3, .day), after: "2026-02-27") == "2026-03-03")
        // Christmas 2026 is a Friday and a Saturday..
        #expect(try end(Period(6, .day), after: "2026-04-02") == "2026-04-08")
        #expect(try end(Period(3, .day), after: "2026-12-24") == "2026-12-29")
    }

    @Test("hours are never moved, whatever the way of counting")
    func hours() throws {
        for counting in Counting.allCases {
            #expect(try end(Period(72, .hour), after: "2026-04-02", counting) == "2026-04-05")
        }
        #expect(try end(Period(36, .hour), after: "2026-04-02", .hours) == "2026-04-03")
        let aware = try #require(Timestamp(iso8601: "2026-04-02T16:20:05Z"))
        let counted = PeriodCounter.end(of: Period(72, .hour), afterHour: aware)
        #expect(counted.time?.description == "2026-04-05T16:20:05Z")
        #expect(counted.day == (try date("2026-04-05")))
        #expect(!counted.isProvisional)
    }

    @Test("working days leave out weekends and the holidays of the place")
    func workingDays() throws {
        let five = Period(5, .workingDay)
        #expect(try end(five, after: "2026-03-02") == "2026-03-09")
        #expect(try end(five, after: "2026-03-31") == "2026-04-09")
        #expect(try end(five, after: "2026-03-31", .plain) == "2026-04-09")
        #expect(try end(five, after: "2026-03-31", .eu1182, TimeSamples.madrid) == "2026-04-09")
        #expect(try end(five, after: "2026-03-31", .eu1182, TimeSamples.barcelona) == "2026-04-09")
        #expect(try end(Period(1, .workingDay), after: "2026-03-07") == "2026-03-09")
    }

    @Test("Algemene termijnenwet: what moves, and what art 4 leaves alone")
    func termijnenwet() throws {
        let nl = TimeSamples.utrecht
        // Good Friday.
        #expect(try end(Period(1, .month), after: "2026-03-03", .termijnenwet, nl) == "2026-04-07")
        #expect(try end(Period(1, .month), after: "2026-03-03", .eu1182, nl) == "2026-04-03")
        #expect(try end(Period(3, .month), after: "2026-01-15", .termijnenwet, nl) == "2026-04-15")
        // King's Day.
        #expect(try end(Period(3, .month), after: "2026-01-27", .termijnenwet, nl) == "2026-04-28")
        // A Sunday.
        #expect(try end(Period(4, .month), after: "2026-01-31", .termijnenwet, nl) == "2026-05-31")
        #expect(try end(Period(12, .week), after: "2026-02-16", .termijnenwet, nl) == "2026-05-11")
        // A Saturday.
        #expect(try end(Period(13, .week), after: "2026-02-14", .termijnenwet, nl) == "2026-05-16")
        #expect(try end(Period(90, .day), after: "2026-01-27", .termijnenwet, nl) == "2026-04-28")
        #expect(try end(Period(91, .day), after: "2026-01-26", .termijnenwet, nl) == "2026-04-27")
        #expect(try end(Period(1, .year), after: "2025-04-27", .termijnenwet, nl) == "2026-04-27")
        #expect(try end(Period(2, .day), after: "2026-04-02", .termijnenwet, nl) == "2026-04-07")
        #expect(try end(Period(3, .day), after: "2026-04-02", .termijnenwet, nl) == "2026-04-08")  // art 2
    }

    @Test("a holiday that is not certain: the earlier date, marked")
    func provisional() throws {
        let august = PeriodCounter.end(
            of: Period(1, .month),
            after: try date("2025-07-15"),
            counting: .eu1182,
            calendar: TimeSamples.munich
        )
        #expect(august.day == (try date("2025-08-15")))
        #expect(august.isProvisional)
        #expect(
            august.steps.map(\.sentence) == [
                "15 July 2025 is not counted (Art 3(1) Regulation 1182/71)",
                "1 month ends on 15 August 2025, the same date (Art 3(2)(c) Regulation 1182/71)",
                "15 August 2025 may be a holiday in DE-BY, Assumption: only in Catholic municipalities; the earlier "
                    + "end is taken",
            ]
        )
        for (period, from, isProvisional) in [
            (Period(1, .month), "2025-07-16", false), (Period(1, .month), "2026-07-15", false),
            (Period(5, .workingDay), "2025-08-08", true), (Period(4, .workingDay), "2025-08-08", false),
        ] {
            let counted = PeriodCounter.end(
                of: period,
                after: try date(from),
                counting: .eu1182,
                calendar: TimeSamples.munich,
                explaining: false
            )
            #expect(counted.isProvisional == isProvisional, "\(period) after \(from)")
        }
    }

    @Test("without a calendar, and outside of its years, a date that holidays could move is provisional")
    func unknownHolidays() throws {
        let month = Period(1, .month)
        let nowhere = PeriodCounter.end(of: month, after: try date("2026-01-31"), counting: .eu1182)
        #expect(nowhere.day == (try date("2026-03-02")))
        #expect(nowhere.isProvisional)
        #expect(
            PeriodCounter.end(of: month, after: try date("2026-01-31"), counting: .plain).isProvisional
                == false
        )
        let late = PeriodCounter.end(
            of: month,
            after: try date("2036-01-15"),
            counting: .eu1182,
            calendar: TimeSamples.berlin
        )
        #expect(late.day == (try date("2036-02-15")))
        #expect(late.isProvisional)
        #expect(
            late.steps.last?.sentence
                == "The holidays there and then are not known; only Saturdays and Sundays were left out"
        )
    }

    @Test("the steps say what was done and by which provision")
    func steps() throws {
        let counted = PeriodCounter.end(
            of: Period(1, .month),
            after: try date("2026-03-05"),
            counting: .eu1182,
            calendar: TimeSamples.berlin
        )
        #expect(
            counted.steps == [
                CountingStep(
                    "5 March 2026 is not counted (Art 3(1) Regulation 1182/71)",
                    day: try date("2026-03-05")
                ),
                CountingStep(
                    "1 month ends on 5 April 2026, the same date (Art 3(2)(c) Regulation 1182/71)",
                    day: try date("2026-04-05")
                ),
                CountingStep("5 April 2026 is a Sunday", day: try date("2026-04-05")),
                CountingStep(
                    "6 April 2026 is a holiday in DE-BE, Easter Monday",
                    day: try date("2026-04-06")
                ),
                CountingStep(
                    "It ends on the next working day, 7 April 2026 (Art 3(4) Regulation 1182/71)",
                    day: try date("2026-04-07")
                ),
            ]
        )
        let clamped = PeriodCounter.end(of: Period(1, .month), after: try date("2027-01-31"), counting: .bgb)
        #expect(
            clamped.steps.map(\.sentence).prefix(2) == [
                "31 January 2027 is not counted (§ 187(1) BGB)",
                "1 month ends on 28 February 2027, the last day of a month without the date (§ 188(3) BGB)",
            ]
        )
        let life = PeriodCounter.end(
            of: Period(28, .yearOfLife),
            after: try date("2015-08-15"),
            counting: .plain
        )
        #expect(
            life.steps.map(\.sentence) == [
                "The day of birth is 15 August 2015",
                "The 28th year of life is completed with 14 August 2043, the day before the birthday (§§ 187(2), "
                    + "188(2) BGB)",
            ]
        )
    }

    @Test("nobody asks for the steps: the same date without them")
    func withoutSteps() throws {
        for unit in Period.Unit.allCases {
            for counting in Counting.allCases {
                let with = PeriodCounter.end(
                    of: Period(2, unit),
                    after: try date("2026-04-02"),
                    counting: counting,
                    calendar: TimeSamples.munich
                )
                let without = PeriodCounter.end(
                    of: Period(2, unit),
                    after: try date("2026-04-02"),
                    counting: counting,
                    calendar: TimeSamples.munich,
                    explaining: false
                )
                #expect(with.day == without.day && with.isProvisional == without.isProvisional)
                #expect(!with.steps.isEmpty && without.steps.isEmpty)
            }
        }
    }

    @Test("lengths and days at the end of the calendar do not overflow")
    func extremes() throws {
        let last = try date("9999-12-31")
        for unit in Period.Unit.allCases {
            for length in [Int.min, -1, 0, 1, 4_000_000, Int.max] {
                for from in [try date("9000-02-28"), try date("9998-12-31"), last] {
                    let counted = PeriodCounter.end(of: Period(length, unit), after: from, counting: .plain)
                    #expect(counted.day <= last, "\(length) \(unit)")
                }
            }
        }
    }
}
