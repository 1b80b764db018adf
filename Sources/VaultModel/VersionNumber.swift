/// The number of a version of a record, counted from 1.
public struct VersionNumber: Hashable, Comparable, Sendable {
    /// The number, at least 1.
    public let rawValue: Int32

    /// The version a record starts with.
    public static let first = Self(unchecked: 1)

    /// Takes a number of at least 1; others are `nil`.
    public init?(_ rawValue: Int32) {
        guard rawValue >= 1 else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The version after this one.
    public var next: Self {
        Self(unchecked: rawValue + 1)
    }

    /// Orders by age, older first.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
