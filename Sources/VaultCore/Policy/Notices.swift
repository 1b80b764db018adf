public import VaultModel

/// Who must be told that something was done, as the rules say (GDPR Art 17(2), 19).
public struct Notices: Sendable {
    /// Somebody who must be told.
    public struct Task: Hashable, Sendable {
        /// A word of the vocabulary, such as `recipients`.
        public let who: String
        /// By when; `nil` for without undue delay.
        public let by: Day?
        /// Why, with the law.
        public let reason: String
    }

    /// Who must be told, each once for each reason.
    public private(set) var tasks: [Task]
    /// Why it is not known whether somebody must be told, with the facts that are missing.
    public private(set) var open: [String]

    /// Nobody.
    static let none = Notices(tasks: [], open: [])

    init(tasks: [Task], open: [String]) {
        self.tasks = tasks
        self.open = open
    }

    /// These and others; of what is the same the earlier day counts.
    func and(_ other: Self) -> Self {
        var all = self
        for task in other.tasks {
            let known = all.tasks.firstIndex { $0.who == task.who && $0.reason == task.reason }
            guard let known else {
                all.tasks.append(task)
                continue
            }
            guard let by = task.by else { continue }
            all.tasks[known] = Task(
                who: task.who,
                by: min(by, all.tasks[known].by ?? by),
                reason: task.reason
            )
        }
        all.open += other.open.filter { !all.open.contains($0) }
        return all
    }
}
