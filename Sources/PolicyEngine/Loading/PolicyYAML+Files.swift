internal import Dispatch
internal import Synchronization

extension PolicyYAML {
    /// What came of one file.
    struct Reading: Sendable {
        /// The content, or `nil` when the file cannot be read.
        let root: PolicyNode?
        /// What is wrong with it as YAML.
        let problems: [Problem]
    }

    /// Reads files side by side, the largest first; the result, by path, does not depend on who is quicker.
    static func read(_ files: [RulebookFile]) -> [String: Reading] {
        let sorted = files.sorted { ($1.bytes.count, $0.path) < ($0.bytes.count, $1.path) }
        let readings = Mutex<[String: Reading]>([:])
        DispatchQueue.concurrentPerform(iterations: sorted.count) { index in
            let file = sorted[index]
            let log = ProblemLog()
            let root = read(file, log: log)
            let reading = Reading(root: root, problems: log.problems)
            readings.withLock { $0[file.path] = reading }
        }
        return readings.withLock { $0 }
    }
}
