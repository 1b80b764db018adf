import VaultCore

/// Stands for the database: notes whose records is written together, and answers only when it is told to.
actor HeldWrites {
    private(set) var batches: [[UInt64]] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    /// Writes a batch once it is let go.
    func write(_ batch: [NewRecord]) async -> [NewRecord.Outcome] {
        batches.append(batch.map(\.patient.rawValue))
        await wait()
        return batch.map { _ in .closed }
    }

    /// Waits to be let go.
    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Lets the first who waits go.
    func letOneGo() {
        waiting.removeFirst().resume()
    }

    /// Lets everybody go, those who come later, too.
    func letGo() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// Waits until so many are held.
    nonisolated func until(held count: Int) async {
        while await waiting.count != count { await Task.yield() }
    }
}
