internal import Ledger
internal import VaultCrypto
internal import VaultModel

/// The one writer of a controller's ledger: takes what waits, in shuffled and padded batches.
///
/// The order is: rows durable in the queue, what fills the batch among them, tiles, head, signed checkpoint, positions in the database. A crash between
/// any two is mended by ``recover()``: the tiles are the authority, and the queue's rows find their positions by their
/// commitments.
final class Sequencer: Sendable {
    /// The most entries taken at once.
    private static let limit = 4096

    let log: TileLog
    private let tables: any LedgerRepository
    private let clock: VaultClock
    private let faults: FaultPlan
    private let metrics: VaultMetrics
    private let gate = SerialGate()

    init(
        log: TileLog,
        tables: any LedgerRepository,
        clock: VaultClock,
        faults: FaultPlan,
        metrics: VaultMetrics
    ) {
        self.log = log
        self.tables = tables
        self.clock = clock
        self.faults = faults
        self.metrics = metrics
    }

    /// Gives everything that waits now its position; what comes in meanwhile may wait for the next time.
    ///
    /// - Returns: How many entries waited.
    func flush() async throws -> Int {
        try await gate.pass {
            var taken = 0
            var count = Self.limit
            // Less than the limit is all there was: going on would not end while others store.
            while count == Self.limit {
                let waiting = try await tables.queue(limit: Self.limit)
                count = waiting.count
                guard count > 0 else { break }
                // A batch that got into the tiles and not into the database, as when a connection is lost, still waits.
                guard try await missing().isEmpty else {
                    try await catchUp()
                    count = Self.limit
                    continue
                }
                try await append(waiting)
                taken += count
            }
            return taken
        }
    }

    /// Brings the database up to the tiles after a crash.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when the ledger's files are older than the database.
    func recover() async throws {
        try await gate.pass {
            try log.recover()
            try await catchUp()
        }
    }

    /// How many entries the database lacks that do not wait in it, padding included.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when the ledger's files are older than the database.
    func countUnexplained() async throws -> Int {
        let missing = try await missing()
        var count = missing.count
        for piece in pieces(of: missing) {
            count -= try await tables.waiting(among: entries(in: piece, size: missing.upperBound)).count
        }
        return count
    }

    /// Takes whatever the database lacks from the tiles, however much; waiting rows find their positions in it.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when the ledger's files are older than the database.
    func takeMissing() async throws {
        try await gate.pass {
            try log.recover()
            try await note(try await missing())
        }
    }

    private func note(_ missing: Range<UInt64>) async throws {
        for piece in pieces(of: missing) {
            let batch = try entries(in: piece, size: missing.upperBound)
            try await note(batch, at: piece.lowerBound, from: try await tables.waiting(among: batch))
        }
    }

    /// The entries that the database does not know.
    private func missing() async throws -> Range<UInt64> {
        let checkpoint = try log.checkpoint.checkpoint
        let known = try await tables.size()
        guard known <= checkpoint.size else {
            throw VaultError(
                .unusable,
                "the ledger's files end at entry \(checkpoint.size), the database knows \(known): the ledger's folder "
                    + "is older than the database; put the newer folder back"
            )
        }
        return known..<checkpoint.size
    }

    private func pieces(of range: Range<UInt64>) -> [Range<UInt64>] {
        stride(from: range.lowerBound, to: range.upperBound, by: Self.limit).map {
            $0..<min($0 + UInt64(Self.limit), range.upperBound)
        }
    }

    private func entries(in range: Range<UInt64>, size: UInt64) throws -> [Commitment] {
        try log.reader.entries(in: range, size: size).map { try Commitment(bytes: $0) }
    }

    /// Notes what a crash or a failover has left the database behind: every entry of it, padding too, still waits in the
    /// queue.
    ///
    /// An entry that does not wait was acknowledged in a newer database: nothing of this one may be changed then.
    private func catchUp() async throws {
        let lost = try await countUnexplained()
        guard lost == 0 else {
            throw VaultError(
                .unusable,
                "this database is older than its ledger: \(lost) entries of it are unknown here. Put the newer database "
                    + "back; if it is gone for good, say `lethe vault reconcile`"
            )
        }
        try await note(try await missing())
    }

    private func append(_ taken: [QueuedEntry]) async throws {
        // What fills the batch waits first, too: so a crash is told from a database that is older than the ledger.
        let padding = LedgerBatch.padding(for: taken.count)
        let waiting = padding.isEmpty ? taken : taken + (try await tables.queue(padding))
        let batch = LedgerBatch.make(from: waiting.map(\.commitment))
        let positions: Range<UInt64>
        do {
            positions = try await BlockingWork.run { [log] in try log.append(batch) }
        } catch {
            // The batch may be part of the ledger: look, and let the queue find its positions.
            try log.recover()
            try await catchUp()
            throw error
        }
        try await note(batch, at: positions.lowerBound, from: waiting)
        metrics.ledgerBatch.record(taken.count)
        metrics.ledgerEntries.increment(by: batch.count)
    }

    private func note(_ batch: [Commitment], at first: UInt64, from waiting: [QueuedEntry]) async throws {
        let signed = try log.checkpoint
        try await tables.record(
            batch,
            at: first,
            from: waiting.map(\.number),
            checkpoint: signed.checkpoint,
            note: String(decoding: signed.encoded, as: UTF8.self),
            at: clock.now
        )
        try faults.reach(.ledgerEntriesRecorded)
    }
}
