public import VaultModel

/// The words and dates that people read on certificates and in the terminal.
public enum Words {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A day as people write it: 22 Nov 2026.
    public static func day(_ day: Day) -> String {
        "\(day.day) \(months[day.month - 1]) \(day.year)"
    }

    /// A time as people write it: 22 Nov 2026 at 14:03 UTC.
    public static func time(_ time: Timestamp) -> String {
        "\(day(time.day)) at \(time.description.dropFirst(11).prefix(5)) UTC"
    }

    /// A number of records.
    public static func records(_ count: Int) -> String {
        count == 1 ? "1 record" : "\(count) records"
    }

    /// A number of versions.
    public static func versions(_ count: Int) -> String {
        count == 1 ? "1 version" : "\(count) versions"
    }

    /// The key safes that confirmed, counted, and those that were declared lost instead.
    public static func keySafes(_ confirmed: Int, of places: Int, lost: Int? = nil) -> String {
        let safes = confirmed == places ? keySafes(places) : "\(confirmed) of the \(places) key safes"
        guard let lost else { return safes }
        return "\(safes); in \(lost) more, declared lost, they were not"
    }

    /// All key safes, counted.
    public static func keySafes(_ count: Int) -> String {
        switch count {
        case 1: "the one key safe"
        case 2: "both key safes"
        default: "all \(count) key safes"
        }
    }
}
