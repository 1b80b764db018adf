/// By when something must have happened.
public struct Deadline: Hashable, Sendable {
    /// How long.
    public let period: Period
    /// The day fact, or for hours the event fact, with which it begins.
    public let from: String
    /// By which rules it is counted.
    public let counting: Counting
    /// By how much it may be extended, counted from the same beginning, when notice was given in time.
    public let extensionBy: Period?
    /// The day fact of the notice of extension.
    public let noticeOfExtension: String?

    /// Makes a deadline.
    public init(
        period: Period,
        from: String,
        counting: Counting,
        extensionBy: Period? = nil,
        noticeOfExtension: String? = nil
    ) {
        self.period = period
        self.from = from
        self.counting = counting
        self.extensionBy = extensionBy
        self.noticeOfExtension = noticeOfExtension
    }
}
