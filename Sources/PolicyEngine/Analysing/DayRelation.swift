internal import VaultModel

/// A comparison of two day facts: a day counted from one is not later than a day counted from the other.
struct DayRelation: Hashable {
    /// What is counted from a day; all of these grow with the day.
    enum Count: Hashable {
        /// The day itself.
        case itself
        /// The end of a period that it begins.
        case end(Period)
        /// The last day on which somebody born on it has completed fewer years than this.
        case youngerThan(Int)

        /// The day counted from a day.
        func day(_ from: Int32) -> Int32 {
            switch self {
            case .itself: return from
            case .end(let period): return PlainEnd.of(period, after: from)
            case .youngerThan(let years):
                let birth = Cell.day(from)
                guard years > 0 else { return from - 1 }
                let found = CaseDays.first(in: from...(from + Int32(years) * 366 + 2)) { day in
                    PeriodCounter.completedYears(from: birth, on: Cell.day(day)) >= years
                }
                return (found ?? from) - 1
            }
        }
    }

    /// The fact and the count that is not later.
    let left: String
    let leftCount: Count
    /// The fact and the count that is not earlier.
    let right: String
    let rightCount: Count

    /// Whether it holds of two days.
    func holds(_ left: Int32, _ right: Int32) -> Bool { leftCount.day(left) <= rightCount.day(right) }
}
