internal import Synchronization
internal import VaultModel

/// The one place that knows who holds keys or reads: an erasure tells it, and every holder lets go.
///
/// A reader asks its ``ReaderTicket`` before each chunk; a ticket that was called in stops the reading there.
final class EvictionRegistry: Sendable {
    private struct State {
        var readers: [Slot: [ReaderTicket]] = [:]
    }

    private let state = Mutex(State())

    /// Registers a reader of a slot.
    func enter(_ slot: Slot) -> ReaderTicket {
        let ticket = ReaderTicket(slot: slot)
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

    /// Calls in every reader of these slots; each stops before its next chunk.
    func evict(_ slots: Set<Slot>) {
        state.withLock { state in
            for slot in slots {
                state.readers[slot]?.forEach { $0.callIn() }
            }
        }
    }

    /// How many readers of these slots have not left yet.
    func readers(of slots: Set<Slot>) -> Int {
        state.withLock { state in slots.reduce(0) { $0 + (state.readers[$1]?.count ?? 0) } }
    }
}
