public import VaultCrypto

/// A commitment that waits for its position in the ledger.
public struct QueuedEntry: Sendable {
    /// Its place in the queue.
    public let number: Int64
    /// The commitment.
    public let commitment: Commitment

    /// Makes an entry.
    public init(number: Int64, commitment: Commitment) {
        self.number = number
        self.commitment = commitment
    }
}
