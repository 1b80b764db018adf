/// A point in time in whole seconds of UTC.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    public let secondsSinceEpoch: Int64

    /// Makes a timestamp.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Parses `YYYY-MM-DDThh:mm:ssZ` (RFC 3339 in UTC, no fraction); anything else is `nil`.
    public init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == 0x54, bytes[13] == 0x3a, bytes[16] == 0x3a, bytes[19] == 0x5a,
            let day = Day(iso8601: String(text.prefix(10))),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        secondsSinceEpoch = day.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day in UTC.
    public var day: Day {
        Day(daysSinceEpoch: floorDivide(secondsSinceEpoch, by: 86_400))
    }

    /// The text form `YYYY-MM-DDThh:mm:ssZ`.
    public var description: String {
        let second = Int(secondsSinceEpoch - floorDivide(secondsSinceEpoch, by: 86_400) * 86_400)
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
        return "\(day)T\(time.joined(separator: ":"))Z"
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}

private func floorDivide(_ dividend: Int64, by divisor: Int64) -> Int64 {
    dividend >= 0 ? dividend / divisor : (dividend - divisor + 1) / divisor
}
