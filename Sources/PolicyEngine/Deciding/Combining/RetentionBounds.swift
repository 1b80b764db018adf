/// What one retention rule contributes: between which days its minimum and its maximum end, given what is known.
struct RetentionBounds: Equatable {
    /// There is no minimum.
    static let none = Int64.min
    /// A minimum that ends on a day nobody knows.
    static let someDay = Int64.max - 2
    /// A minimum that does not end while it is suspended.
    static let suspended = Int64.max - 1
    /// A minimum without end; there is no maximum.
    static let unlimited = Int64.max

    var earliestMinimum = none
    var latestMinimum = none
    var earliestMaximum = unlimited
    var latestMaximum = unlimited
}
