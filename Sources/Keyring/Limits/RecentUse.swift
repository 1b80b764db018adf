internal import VaultModel

/// What was destroyed lately: the lines of the list of epochs that limits still count.
struct RecentUse: Sendable {
    private var lines: [(at: Timestamp, use: DayUse)] = []
    private var first = 0
    private var total = DayUse()

    /// Adds a line of the list.
    mutating func add(_ use: DayUse, at time: Timestamp) {
        lines.append((time, use))
        total = total + use
    }

    /// What was destroyed within the period before a moment.
    ///
    /// Only lines at the front are dropped, so a clock that was set back makes the count larger, never smaller.
    mutating func use(before now: Timestamp) -> DayUse {
        let begin = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - SafeLimits.period)
        while first < lines.count, lines[first].at <= begin {
            total = total - lines[first].use
            first += 1
        }
        if first > 1024, first > lines.count / 2 {
            lines.removeFirst(first)
            first = 0
        }
        return total
    }
}
