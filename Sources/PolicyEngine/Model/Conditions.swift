/// When a rule holds: all of one list, at least one of another (unless it is empty), none of a third.
public struct Conditions: Hashable, Sendable {
    /// Each must hold.
    public let all: [Condition]
    /// At least one must hold, when there are any.
    public let any: [Condition]
    /// None may hold.
    public let none: [Condition]

    /// Makes conditions.
    public init(all: [Condition] = [], any: [Condition] = [], none: [Condition] = []) {
        self.all = all
        self.any = any
        self.none = none
    }
}
