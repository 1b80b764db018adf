/// Who owns an entry that waits for its position; column `log_queue.owner_kind`.
enum LogOwner: Int16 {
    /// A version of a record.
    case version = 1
    /// A shred.
    case shred = 2
    /// Something else, such as a published rulebook.
    case event = 3
    /// Nobody: it fills a batch, or stands for a change that has no entry of its own.
    case nobody = 4
}
