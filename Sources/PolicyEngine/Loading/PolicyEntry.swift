/// A key of a mapping, and its value.
struct PolicyEntry: Sendable {
    /// The key.
    let key: String
    /// The line of the key.
    let line: Int
    /// The value.
    let value: PolicyNode
}
