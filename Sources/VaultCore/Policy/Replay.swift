/// What came of making kept decisions again.
public struct Replay: Sendable {
    /// One decision that did not come out as it was kept.
    public struct Finding: Sendable {
        /// Which it was: `decision ID`, or `erasure CERTIFICATE, group N`.
        public let subject: String
        /// What is different, or why it could not be made again; one line each.
        public let lines: [String]
    }

    /// How many came out the same.
    public private(set) var same = 0
    /// Those that did not, in the order they were made again.
    public private(set) var findings: [Finding] = []

    /// Notes what came of one decision; no lines mean that it came out the same.
    mutating func add(_ subject: String, _ lines: [String]) {
        if lines.isEmpty { same += 1 } else { findings.append(Finding(subject: subject, lines: lines)) }
    }
}
