internal import Keyring
internal import Synchronization
internal import VaultModel

/// The one place that knows who holds keys or reads: an erasure tells it, and every holder lets go.
///
/// A reader asks its ``ReaderTicket`` before each chunk; a ticket that was called in stops the reading there.
final class EvictionRegistry: Sendable {
    private struct State {
        var readers: [Slot: [ReaderTicket]] = [:]

        /// The readers at and below any of the paths.
        func readers(below paths: Set<NodePath>) -> [ReaderTicket] {
            readers.filter { slot, _ in
                paths.contains(.slot(slot)) || paths.contains(.patient(slot.patient))
            }.flatMap(\.value)
        }
    }

    private let state = Mutex(State())
    private let lease: KeyLease?

    /// - Parameter lease: For how long keys may be used; `nil` for those of this machine's own key safe.
    init(lease: KeyLease? = nil) {
        self.lease = lease
    }

    /// Registers a reader of a slot.
    func enter(_ slot: Slot) -> ReaderTicket {
        let ticket = ReaderTicket(slot: slot, lease: lease)
        state.withLock { $0.readers[slot, default: []].append(ticket) }
        return ticket
    }

    /// A reader is done.
    func leave(_ ticket: ReaderTicket) {
        state.withLock { state in
            state.readers[ticket.slot]?.removeAll { $0 === ticket }
            if state.readers[ticket.slot]?.isEmpty == true { state.readers[ticket.slot] = nil }
        }
    }

    /// Calls in every reader below the paths of patients or slots; each stops before its next chunk.
    func evict(below paths: Set<NodePath>) {
        state.withLock { $0.readers(below: paths) }.forEach { $0.callIn() }
    }

    /// Calls in every reader.
    func evictAll() {
        state.withLock { $0.readers.values.flatMap(\.self) }.forEach { $0.callIn() }
    }

    /// How many readers below the paths of patients or slots have not left yet.
    func readers(below paths: Set<NodePath>) -> Int {
        state.withLock { $0.readers(below: paths).count }
    }
}
