internal import VaultModel

/// The value of a fact as a number: yes or no as 1 or 0, a day by its number, a word by its place in its list.
enum Cell {
    /// Nobody has said anything.
    static let unknown = Int32.min
    /// Known to have no value, such as the end of a period when no period runs.
    static let absent = Int32.min + 1
    /// A day after all days: the end of a period without end.
    static let never = Int32.max

    /// A day as a cell.
    static func day(_ day: Day) -> Int32 { Int32(day.daysSinceEpoch) }

    /// A cell as a day.
    static func day(_ cell: Int32) -> Day { Day(daysSinceEpoch: Int64(cell)) }
}
