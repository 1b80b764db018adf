public import VaultModel

/// A day of the week; the raw value is the word of the calendar files.
public enum Weekday: String, CaseIterable, Hashable, Sendable {
    case monday
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// The weekday of a day.
    public init(_ day: Day) {
        self = Self.allCases[Self.index(ofSerial: day.daysSinceEpoch)]
    }

    /// Monday is 0; 1970-01-01 was a Thursday.
    static func index(ofSerial serial: Int64) -> Int {
        let index = Int((serial + 3) % 7)
        return index < 0 ? index + 7 : index
    }

    /// Monday is 0, Sunday is 6.
    var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// For sentences: `Monday`.
    var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
