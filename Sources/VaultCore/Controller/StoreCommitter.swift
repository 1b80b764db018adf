internal import Keyring
internal import Synchronization
internal import VaultModel

/// Puts stores that wait at the same time into one transaction.
///
/// A store that comes while none is under way is written at once, by itself. Whoever comes meanwhile waits, and all who
/// wait are written together as soon as one of the few transactions has ended: the more come, the more share one flush of
/// the disk. Every patient with waiting stores has a place in each round, so that one who floods keeps no other waiting;
/// and while stores of a patient are under way the next ones of the same patient wait, so that a patient who is locked by
/// an erasure holds up one transaction at most.
final class StoreCommitter: Sendable {
    /// How much may wait, and how much goes together.
    struct Limits {
        /// Transactions at a time.
        var underWay = 2
        /// Records that wait.
        var waiting = 512
        /// Bytes of theirs, in memory.
        var waitingBytes = 64 << 20
        /// Records in one transaction.
        var together = 128
        /// Bytes of theirs.
        var bytesTogether = 8 << 20
    }

    typealias Write = @Sendable ([NewRecord]) async throws -> [NewRecord.Outcome]

    private struct Waiter {
        let record: NewRecord
        let continuation: CheckedContinuation<NewRecord.Outcome, any Error>
    }

    private struct State {
        var underWay = 0
        /// The patients of what is under way.
        var busy: Set<PatientNumber> = []
        var waiting: [PatientNumber: [Waiter]] = [:]
        /// Whose stores wait, in the order in which they are served.
        var order: [PatientNumber] = []
        var count = 0
        var bytes = 0
    }

    private let limits: Limits
    private let metrics: VaultMetrics
    private let write: Write
    private let state = Mutex(State())

    /// - Parameter write: Writes records in one transaction.
    init(limits: Limits = Limits(), metrics: VaultMetrics, write: @escaping Write) {
        self.limits = limits
        self.metrics = metrics
        self.write = write
    }

    /// Whether a store that came now would wait for others.
    var isBusy: Bool { state.withLock { $0.underWay > 0 } }

    /// How many wait.
    var waitingCount: Int { state.withLock(\.count) }

    /// Writes a record without aliases, by itself or with others.
    ///
    /// - Parameter alone: Writes it by itself.
    /// - Throws: ``VaultError`` with `busy` when too much waits, `closed` or `exhausted`; `KeysRenewed`; `KeyringError` with
    ///   `evicted`; what the transaction throws, to all who were written together.
    func store(_ record: NewRecord, alone: () async throws -> Void) async throws {
        guard begin(record.patient) else { return try Self.require(await wait(record)) }
        metrics.storeBatch.record(1)
        defer { end([record.patient]) }
        try await alone()
    }

    /// Says what kept one record of a batch from being written, as writing it by itself does.
    private static func require(_ outcome: NewRecord.Outcome) throws {
        switch outcome {
        case .stored: return
        case .closed: throw VaultError(.closed, "this patient is closed: an erasure runs or ran")
        case .keysRenewed: throw KeysRenewed()
        case .keysTaken:
            throw KeyringError(.evicted, "an erasure took the keys of this patient away; try again")
        case .exhausted:
            throw VaultError(.exhausted, "the key safe has to set aside more numbers first; try again")
        case .known: throw VaultError(.alreadyExists, "this record is stored already")
        }
    }

    /// Takes a place for a store alone, when nobody else stores.
    private func begin(_ patient: PatientNumber) -> Bool {
        state.withLock { state in
            guard state.underWay == 0 else { return false }
            state.underWay = 1
            state.busy = [patient]
            return true
        }
    }

    private func wait(_ record: NewRecord) async throws -> NewRecord.Outcome {
        try await withCheckedThrowingContinuation { continuation in
            let batch: [Waiter]?
            do {
                batch = try state.withLock { state in
                    try enter(Waiter(record: record, continuation: continuation), &state)
                    return take(&state)
                }
            } catch {
                return continuation.resume(throwing: error)
            }
            if let batch { run(batch) }
        }
    }

    private func enter(_ waiter: Waiter, _ state: inout State) throws {
        let patient = waiter.record.patient
        guard state.count < limits.waiting, state.bytes + waiter.record.size <= limits.waitingBytes else {
            throw VaultError(.busy, "too many documents wait to be stored; nothing was done, try again later")
        }
        if state.waiting[patient, default: []].isEmpty { state.order.append(patient) }
        state.waiting[patient, default: []].append(waiter)
        state.count += 1
        state.bytes += waiter.record.size
        metrics.storesWaiting.set(state.count)
    }

    /// Takes what is written next, one of each patient and again from the first; nil when there is nothing, or no place.
    private func take(_ state: inout State) -> [Waiter]? {
        guard state.underWay < limits.underWay else { return nil }
        var batch: [Waiter] = []
        var bytes = 0
        var patients: [PatientNumber] = []
        var round = state.order.filter { !state.busy.contains($0) }
        while !round.isEmpty, batch.count < limits.together, bytes < limits.bytesTogether {
            var next: [PatientNumber] = []
            for patient in round where batch.count < limits.together && bytes < limits.bytesTogether {
                guard let waiter = state.waiting[patient]?.removeFirst() else { continue }
                if state.busy.insert(patient).inserted { patients.append(patient) }
                batch.append(waiter)
                bytes += waiter.record.size
                if state.waiting[patient]?.isEmpty == false { next.append(patient) }
            }
            round = next
        }
        guard !batch.isEmpty else { return nil }
        // Who was served and has more goes behind the others.
        let served = Set(patients)
        state.order.removeAll(where: served.contains)
        for patient in patients {
            if state.waiting[patient]?.isEmpty == true {
                state.waiting[patient] = nil
            } else {
                state.order.append(patient)
            }
        }
        state.underWay += 1
        state.count -= batch.count
        state.bytes -= bytes
        metrics.storesWaiting.set(state.count)
        return batch
    }

    /// Writes a batch in a task that belongs to nobody: who gives up waiting takes nothing from the others.
    private func run(_ batch: [Waiter]) {
        metrics.storeBatch.record(batch.count)
        Task.detached { [self] in
            let outcomes: Result<[NewRecord.Outcome], any Error>
            do {
                outcomes = .success(try await write(batch.map(\.record)))
            } catch {
                outcomes = .failure(error)
            }
            // Before they are told, so that whoever stores again at once finds their place free.
            end(Set(batch.map(\.record.patient)))
            for (number, waiter) in batch.enumerated() {
                waiter.continuation.resume(with: outcomes.map { $0[number] })
            }
        }
    }

    private func end(_ patients: Set<PatientNumber>) {
        let batches = state.withLock { state in
            state.underWay -= 1
            state.busy.subtract(patients)
            var batches: [[Waiter]] = []
            while let batch = take(&state) { batches.append(batch) }
            return batches
        }
        for batch in batches { run(batch) }
    }
}
