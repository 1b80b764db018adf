/// How far a key renewal has come, or what a new one would have to move.
public struct KeyRenewalStanding: Sendable {
    /// Everything that lives.
    public let total: KeyCounts
    /// What is still to be moved.
    public let left: KeyCounts
    /// Whether one was begun and has not ended.
    public let isBegun: Bool
    /// Whether this process moves keys now.
    public let isRunning: Bool
}
