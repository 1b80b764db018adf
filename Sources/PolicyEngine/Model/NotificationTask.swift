/// Somebody to be told, by when.
public struct NotificationTask: Hashable, Sendable {
    /// A word of the vocabulary: `supervisory_authority`, `data_subjects`, ...
    public let who: String
    /// By when; `nil` means without undue delay.
    public let by: Deadline?

    /// Makes a task.
    public init(who: String, by: Deadline?) {
        self.who = who
        self.by = by
    }
}
