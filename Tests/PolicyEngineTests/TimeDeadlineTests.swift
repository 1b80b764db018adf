import PolicyEngine
import Testing
import VaultModel

@Suite("Deadlines, extensions and pauses")
struct TimeDeadlineTests {
    private let answer = Deadline(
        period: Period(1, .month),
        from: "request.received",
        counting: .eu1182,
        extensionBy: Period(2, .month),
        noticeOfExtension: "request.extension_notice"
    )

    private func due(_ received: String, notice: String?) throws -> CountedDate {
        PeriodCounter.end(
            of: answer,
            after: try date(received),
            notice: try notice.map(date),
            calendar: TimeSamples.berlin
        )
    }

    @Test("notice in time: period and extension are counted together from the receipt")
    func inTime() throws {
        let extended = try due("2026-03-10", notice: "2026-04-08")  // T-06
        #expect(extended.day == (try date("2026-06-10")))
        #expect(
            extended.steps.first?.sentence
                == "The notice of extension of 8 April 2026 came in time, by 10 April 2026; 1 month and 2 months are "
                + "counted together"
        )
        // Not two months from 30 April, the end of the first month.
        #expect(try due("2026-03-31", notice: "2026-04-30").day == (try date("2026-06-30")))
        #expect(try due("2026-12-31", notice: "2027-01-05").day == (try date("2027-03-31")))
        #expect(try due("2026-11-30", notice: "2026-12-05").day == (try date("2027-03-01")))
        // The first month ends on 7 April because of Easter; notice on that day is in time.
        #expect(try due("2026-03-06", notice: "2026-04-07").day == (try date("2026-06-08")))
    }

    @Test("notice too late, or none: the first end stays")
    func tooLate() throws {
        let late = try due("2026-03-10", notice: "2026-04-13")  // T-07
        #expect(late.day == (try date("2026-04-10")))
        #expect(
            late.steps.last?.sentence
                == "The notice of extension of 13 April 2026 came after 10 April 2026; the deadline stays"
        )
        #expect(try due("2026-03-10", notice: nil).day == (try date("2026-04-10")))
    }

    @Test("notice from before the receipt is no notice of this extension; on the day of receipt it is")
    func early() throws {
        let early = try due("2026-03-10", notice: "2026-03-09")
        #expect(early.day == (try date("2026-04-10")))
        #expect(
            early.steps.last?.sentence
                == "The notice of extension of 9 March 2026 came before 10 March 2026; the deadline stays"
        )
        #expect(try due("2026-03-10", notice: "2026-03-10").day == (try date("2026-06-10")))
    }

    @Test("a deadline without extension takes no notice of one")
    func noExtension() throws {
        let plain = Deadline(period: Period(8, .day), from: "request.received", counting: .plain)
        let counted = PeriodCounter.end(
            of: plain,
            after: try date("2026-03-02"),
            notice: try date("2026-03-03")
        )
        #expect(counted.day == (try date("2026-03-10")))
    }

    @Test("an extension in another unit follows the period")
    func otherUnit() throws {
        let deadline = Deadline(
            period: Period(1, .month),
            from: "request.received",
            counting: .plain,
            extensionBy: Period(10, .day),
            noticeOfExtension: "request.extension_notice"
        )
        let counted = PeriodCounter.end(
            of: deadline,
            after: try date("2026-01-31"),
            notice: try date("2026-02-03")
        )
        #expect(counted.day == (try date("2026-03-10")))
    }

    @Test("one month and two months are three months for art 4 of the Algemene termijnenwet")
    func termijnenwet() throws {
        func due(_ extensionBy: Period) throws -> Day {
            let deadline = Deadline(
                period: Period(1, .month),
                from: "request.received",
                counting: .termijnenwet,
                extensionBy: extensionBy,
                noticeOfExtension: "request.extension_notice"
            )
            return PeriodCounter.end(
                of: deadline,
                after: try date("2026-01-28"),
                notice: try date("2026-02-02"),
                calendar: TimeSamples.utrecht
            ).day
        }
        #expect(try due(Period(2, .month)) == (try date("2026-04-28")))
        #expect(try due(Period(3, .month)) == (try date("2026-05-28")))
        #expect(try due(Period(1, .year)) == (try date("2027-02-28")))  // a Sunday, which stays
    }

    @Test("days of a pause within the period are added to its end")
    func pauses() throws {
        func due(_ pauses: [(String, String)]) throws -> CountedDate {
            PeriodCounter.end(
                of: Period(1, .month),
                after: try date("2026-03-02"),
                counting: .eu1182,
                calendar: TimeSamples.berlin,
                pauses: try pauses.map { Pause(from: try date($0.0), until: try date($0.1)) }
            )
        }
        #expect(try due([]).day == (try date("2026-04-02")))
        let paused = try due([("2026-03-05", "2026-03-12")])
        #expect(paused.day == (try date("2026-04-09")))
        #expect(
            paused.steps.map(\.sentence).contains(
                "From 5 March 2026 until 12 March 2026 it does not run, so that it ends 7 days later, on 9 April 2026"
            )
        )
        // The added days lead to Good Friday, and from there to Tuesday.
        #expect(try due([("2026-03-05", "2026-03-06")]).day == (try date("2026-04-07")))
        // Before the period, after it, and empty: nothing.
        #expect(
            try due([("2026-02-01", "2026-03-02"), ("2026-05-01", "2026-05-09")]).day
                == (try date("2026-04-02"))
        )
        #expect(try due([("2026-03-12", "2026-03-05")]).day == (try date("2026-04-02")))
        // Only the part within the period counts; the second begins in the time that the first has added.
        #expect(try due([("2026-02-20", "2026-03-05")]).day == (try date("2026-04-07")))
        #expect(
            try due([("2026-04-05", "2026-04-08"), ("2026-03-03", "2026-03-13")]).day
                == (try date("2026-04-15"))
        )
    }
}
