/// What was read, and on what conditions.
public struct Reading: Sendable {
    /// The version.
    public let version: OpenedVersion
    /// What the law wants of who reads, in words without a full stop; empty when it permits without conditions.
    public let conditions: [String]
}
