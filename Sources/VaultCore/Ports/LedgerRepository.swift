public import Ledger
public import VaultCrypto
public import VaultModel

/// The ledger's rows of one controller.
///
/// The tiles are the authority; these rows find an owner's position.
public protocol LedgerRepository: Sendable {
    /// Entries that wait, oldest first.
    func queue(limit: Int) async throws -> [QueuedEntry]

    /// How many of the commitments wait in the queue.
    func countQueued(among commitments: [Commitment]) async throws -> Int

    /// How many positions the database knows.
    func size() async throws -> UInt64

    /// The commitments of a range of positions.
    func entries(in range: Range<UInt64>) async throws -> [Commitment]

    /// Writes a batch at its positions, gives every owner in it its position and empties the queue of them.
    func record(
        _ batch: [Commitment],
        at first: UInt64,
        checkpoint: Checkpoint,
        note: String,
        at time: Timestamp
    ) async throws
}
