/// A condition and the line on which it stands.
struct PlacedCondition {
    /// The condition.
    let condition: Condition
    /// Its line.
    let line: Int
}
