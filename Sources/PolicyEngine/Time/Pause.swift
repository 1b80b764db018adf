public import VaultModel

/// Days within a period that are not counted (§ 209 BGB states the principle).
public struct Pause: Hashable, Sendable {
    /// The first day that is not counted.
    public let from: Day
    /// The day on which counting goes on.
    public let until: Day

    /// Makes a pause; it is empty when it ends before it begins.
    public init(from: Day, until: Day) {
        self.from = from
        self.until = until
    }
}
