internal import ArgumentParser
internal import VaultModel

/// A month, YYYY-MM.
struct MonthArgument: ExpressibleByArgument {
    /// Its first day.
    let day: Day

    init?(argument: String) {
        guard argument.utf8.count == 7, let day = Day(iso8601: argument + "-01") else { return nil }
        self.day = day
    }
}
