import Testing
import VaultModel

@testable import PolicyEngine

@Suite("Deciding: ends of periods without steps")
struct DecidingPlainEndTests {
    @Test("agree with the counter for every unit")
    func agreement() {
        var random = DecidingRandom(seed: 6)
        for _ in 0..<5000 {
            let start = Day(daysSinceEpoch: Int64.random(in: -20_000...30_000, using: &random))
            let unit = Period.Unit.allCases.randomElement(using: &random) ?? .day
            let period = Period(Int.random(in: 1...120, using: &random), unit)
            let expected = PeriodCounter.end(of: period, after: start, counting: .plain, explaining: false)
                .day
            #expect(
                Cell.day(PlainEnd.of(period, after: Cell.day(start))) == expected,
                "\(period) after \(start)"
            )
        }
    }

    @Test("stay within the calendar, however long the period")
    func bounds() {
        for unit in Period.Unit.allCases {
            let end = PlainEnd.of(Period(Int.max / 400, unit), after: Cell.day(day("2026-01-01")))
            #expect(Cell.day(end) <= day("9999-12-31"))
        }
    }
}
