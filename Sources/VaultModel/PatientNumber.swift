/// The number of a patient inside one controller, 40 bits wide, meaningless outside.
public struct PatientNumber: Hashable, Comparable, Sendable {
    /// The number; 0 is the office.
    public let rawValue: UInt64

    /// How many bits a patient number has.
    public static let bitWidth = 40

    /// Number 0: case files, staff, directory resources.
    ///
    /// Never part of a patient's erasure.
    public static let office = Self(unchecked: 0)

    /// The largest number.
    public static let maximum = Self(unchecked: (1 << 40) - 1)

    /// Takes a number of at most 40 bits; a larger one is `nil`.
    public init?(_ rawValue: UInt64) {
        guard rawValue < 1 << 40 else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
