/// The number of one key tree of a controller's keyring; column `keyring_no`.
///
/// A new tree begins with each cryptoperiod and with each key renewal.
public struct TreeNumber: Hashable, Comparable, Sendable {
    /// The number, at least 1.
    public let rawValue: Int16

    /// The tree a new controller starts with.
    public static let first = Self(unchecked: 1)

    /// Takes a number of at least 1; others are `nil`.
    public init?(_ rawValue: Int16) {
        guard rawValue >= 1 else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: Int16) {
        self.rawValue = rawValue
    }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
