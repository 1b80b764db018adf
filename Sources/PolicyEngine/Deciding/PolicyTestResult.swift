/// What became of one case of a pack.
public struct PolicyTestResult: Hashable, Sendable {
    /// The pack the case belongs to.
    public let pack: String
    /// The case.
    public let test: PolicyTest
    /// What is not as expected, in sentences without a full stop.
    public let differences: [String]

    /// Whether everything is as expected.
    public var passed: Bool { differences.isEmpty }
}
