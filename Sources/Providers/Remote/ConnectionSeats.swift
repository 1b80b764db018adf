internal import Synchronization

/// Counts who is served at a time, and lets no more in than there is room for.
struct ConnectionSeats: ~Copyable, Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a seat.
    ///
    /// - Returns: Whether one was free; otherwise nothing is taken.
    func take() -> Bool {
        taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
    }

    /// Gives a seat back that was taken.
    func leave() {
        taken.withLock { $0 -= 1 }
    }
}
