public import Ledger
public import VaultCrypto
public import VaultModel

/// The ledger's rows of one controller.
///
/// The tiles are the authority; these rows find an owner's position.
public protocol LedgerRepository: Sendable {
    /// Entries that wait, oldest first.
    func queue(limit: Int) async throws -> [QueuedEntry]

    /// Puts what fills a batch behind what waits.
    func queue(_ padding: [Commitment]) async throws -> [QueuedEntry]

    /// Those of some commitments that wait.
    func waiting(among commitments: [Commitment]) async throws -> [QueuedEntry]

    /// How many positions the database knows.
    func size() async throws -> UInt64

    /// One event that has an entry of its own.
    func event(_ id: EventID) async throws -> LogEventRow?

    /// The events that are sealed under places of a patient.
    func events(of patient: PatientNumber) async throws -> [LogEventRow]

    /// The commitments of a range of positions.
    func entries(in range: Range<UInt64>) async throws -> [Commitment]

    /// Writes a batch at its positions, gives every owner in it its position and empties the queue of them.
    ///
    /// - Parameter waiting: The numbers in the queue among which the batch's owners are.
    func record(
        _ batch: [Commitment],
        at first: UInt64,
        from waiting: [Int64],
        checkpoint: Checkpoint,
        note: String,
        at time: Timestamp
    ) async throws
}
