/// The counter of key-safe states; up by one at every puncture.
public struct Epoch: Hashable, Comparable, Sendable {
    /// The counter; a new key safe starts at 1.
    public let rawValue: UInt64

    /// Makes an epoch.
    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The epoch after this one.
    public var next: Self {
        Self(rawValue + 1)
    }

    /// Orders by age, older first.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
