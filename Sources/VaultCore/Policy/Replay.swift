public import VaultModel

/// What came of deciding kept decisions again.
public struct Replay: Sendable {
    /// One decision that did not come out as it was kept.
    public struct Finding: Sendable {
        /// The decision.
        public let id: DecisionID
        /// What is different, or why it could not be decided again; one line each.
        public let lines: [String]
    }

    /// How many came out the same.
    public internal(set) var same = 0
    /// Those that did not, in the order they were decided again.
    public internal(set) var findings: [Finding] = []
}
