public import VaultModel

/// One line of the key safe's list of its epochs; it holds no secret.
public struct PunctureListEntry: Hashable, Sendable {
    /// The epoch that the change began.
    public let epoch: Epoch
    /// The request that asked for it.
    public let request: RequestID
    /// What was done.
    public let cause: EpochCause
    /// When.
    public let at: Timestamp
    /// What was destroyed; empty unless the cause is a puncture.
    public let prefixes: [Prefix]

    /// Makes a line.
    public init(epoch: Epoch, request: RequestID, cause: EpochCause, at: Timestamp, prefixes: [Prefix]) {
        self.epoch = epoch
        self.request = request
        self.cause = cause
        self.at = at
        self.prefixes = prefixes
    }
}
