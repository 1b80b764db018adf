public import VaultModel

/// How a database that was put back is brought up to its key safe and its ledger.
///
/// Every step is idempotent.
public protocol GateRepository: Sendable {
    /// Closes the controller until ``end(_:erasures:unexplained:epoch:event:at:)`` and notes how far the database had come;
    /// goes on with a reconciliation that was begun.
    ///
    /// Erasures that are not finished get another certificate number: the one they had may have been used.
    func begin(_ id: EventID, at: Timestamp) async throws -> ReconciliationRow

    /// The reconciliation that runs, or else the last one.
    func last() async throws -> ReconciliationRow?

    /// When the database learned of the last entry of the ledger that it knows.
    func lastCheckpoint() async throws -> Timestamp?

    /// Lets every patient's serials begin at a mark, and patient numbers with the next block that is leased.
    ///
    /// - Parameters:
    ///   - serials: The block that the key safe has given; no slot has a serial in it or above.
    ///   - patients: The first patient number not handed out.
    func move(to serials: Range<UInt32>, patients: UInt64) async throws

    /// Takes again what an erasure took, and remembers that it is erased.
    func repeatErasure(_ erasure: RepeatedErasure, at: Timestamp) async throws

    /// The numbers of the entries of the key safe's journal that are known here.
    func narrowings() async throws -> Set<Int64>

    /// Notes what became of an entry of the key safe's journal.
    func note(narrowing number: Int64, _ id: RequestID, as outcome: NarrowingOutcome) async throws

    /// How many entries of the journal a reconciliation repeated, and how many it could not.
    func countNarrowings(of reconciliation: EventID) async throws -> (repeated: Int, lost: Int)

    /// How many erasures after an epoch were repeated.
    func countRepeated(after epoch: Epoch) async throws -> Int

    /// How many entries in a range of the ledger belong to no row.
    func countUnexplained(in range: Range<UInt64>) async throws -> Int

    /// How many living patients have no current record that says who they are.
    func countUnnamed() async throws -> Int

    /// How many records were lost when a move of theirs was repeated.
    func countUnmoved() async throws -> Int

    /// Queues the event's ledger entry, takes over the key safe's epoch and opens the controller.
    func end(
        _ id: EventID,
        erasures: Int,
        unexplained: Int,
        epoch: Epoch,
        event: LogEventDraft,
        at: Timestamp
    ) async throws
}
