internal import VaultModel

/// How a place stands, as this process knows it.
struct Standing: Sendable {
    enum Condition: Sendable {
        /// Holds the valid state in the sector given and nothing else.
        case current(sector: Int)
        /// Holds the valid state in the sector given; the other sector may still hold an older one.
        case undestroyed(sector: Int)
        /// Cannot be used; the reason is for people.
        case unavailable(String)
    }

    private static let memory = 1024

    var condition: Condition
    /// What could not be mended in a place that otherwise serves.
    var complaint: String?
    /// Since when every state before an epoch is known to be destroyed here, in order.
    private var confirmed: [(epoch: Epoch, at: Timestamp)] = []

    init(_ condition: Condition) {
        self.condition = condition
    }

    /// The sector of the valid state, when the place holds it.
    var sector: Int? {
        switch condition {
        case .current(let sector), .undestroyed(let sector): sector
        case .unavailable: nil
        }
    }

    /// Notes that every state before an epoch is destroyed here.
    mutating func confirm(_ epoch: Epoch, at time: Timestamp) {
        guard confirmed.last.map({ $0.epoch < epoch }) ?? true else { return }
        confirmed.append((epoch, time))
        // Forgetting the oldest makes later answers later, never earlier.
        if confirmed.count > Self.memory { confirmed.removeFirst(Self.memory / 2) }
    }

    /// Forgets what was confirmed of changes that were given up.
    mutating func forgetConfirmations(after epoch: Epoch) {
        confirmed.removeAll { $0.epoch > epoch }
    }

    /// When every state before an epoch was first known to be destroyed here; never earlier than it was.
    func confirmation(of epoch: Epoch) -> Timestamp? {
        let index = confirmed.partitioningIndex { $0.epoch >= epoch }
        return index < confirmed.count ? confirmed[index].at : nil
    }
}

extension Standing {
    /// Whether the place holds the valid state and nothing else.
    var isCurrent: Bool {
        if case .current = condition { true } else { false }
    }
}
