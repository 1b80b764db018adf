/// Numbers of patients and of their versions' keys.
public struct KeyCounts: Hashable, Sendable {
    /// How many patients.
    public var patients: Int
    /// How many keys.
    public var keys: Int

    /// None.
    public static let none = Self(patients: 0, keys: 0)

    /// Makes numbers.
    public init(patients: Int, keys: Int) {
        self.patients = patients
        self.keys = keys
    }

    /// Adds others.
    public static func += (left: inout Self, right: Self) {
        left.patients += right.patients
        left.keys += right.keys
    }
}
