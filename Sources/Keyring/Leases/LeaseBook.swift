public import Foundation
internal import Synchronization

/// Who holds keys of a key safe, until when, and what of them they have let go of.
///
/// ## Guarantee
/// When ``waitUntilReleased(_:)`` of an eviction returns, every holder has acknowledged it or its lease has run out, by
/// a clock that goes on while a machine sleeps. A holder counts its lease from when it asked, the book from when it
/// heard, so the book's ends later.
/// ## Not guaranteed
/// Anything about a holder that keeps keys beyond its lease.
public final class LeaseBook: Sendable {
    /// What a holder is told to let go of.
    public struct Notice: Hashable, Sendable {
        /// The number, counted from 1.
        public let number: Int64
        /// What was destroyed.
        public let prefixes: [Prefix]
    }

    private struct Holder {
        var end: ContinuousClock.Instant
        var acknowledged: Int64
    }

    private struct State {
        var holders: [UUID: Holder] = [:]
        var notices: [Notice] = []
        var last: Int64 = 0
    }

    /// How long a lease lasts.
    public let duration: Duration
    /// How much longer the book counts it: clocks of two machines do not run equally fast.
    private let margin: Duration
    /// Holders from before the book was opened are not known, but their leases run out by then.
    private let unknownUntil: ContinuousClock.Instant
    private let state = Mutex(State())

    /// Opens a book.
    public init(duration: Duration = .seconds(10), margin: Duration = .seconds(1)) {
        self.duration = duration
        self.margin = margin
        unknownUntil = .now + duration + margin
    }

    /// Enters a holder, who has let go of everything from before, and says which eviction was the last before.
    public func enter() -> (id: UUID, last: Int64) {
        let id = UUID()
        return state.withLock { state in
            state.holders[id] = Holder(end: .now + duration + margin, acknowledged: state.last)
            return (id, state.last)
        }
    }

    /// Whether somebody holds a lease now, and may be given keys.
    public func isHeld(by id: UUID) -> Bool {
        state.withLock { ($0.holders[id]?.end ?? .now) > .now }
    }

    /// Acknowledges evictions and renews a holder's lease, unless there are more: one who does not let go gets no more
    /// time.
    ///
    /// - Returns: What it has not acknowledged yet, and whether its lease was renewed; `nil` when the lease has run out:
    ///   it must let go of everything and enter anew.
    public func renew(_ id: UUID, acknowledging number: Int64) -> (missed: [Notice], isExtended: Bool)? {
        state.withLock { state in
            guard var holder = state.holders[id], holder.end > .now, number <= state.last else {
                state.holders[id] = nil
                return nil
            }
            holder.acknowledged = max(holder.acknowledged, number)
            let isExtended = holder.acknowledged == state.last
            if isExtended { holder.end = .now + duration + margin }
            state.holders[id] = holder
            return (state.notices.filter { $0.number > holder.acknowledged }, isExtended)
        }
    }

    /// Takes out a holder that says it has let go of everything; nobody waits for it any more.
    public func leave(_ id: UUID) {
        state.withLock { $0.holders[id] = nil }
    }

    /// What a holder has not acknowledged; nothing for one whose lease has run out.
    public func notices(for id: UUID) -> [Notice] {
        state.withLock { state in
            let known = state.holders[id]?.acknowledged ?? .max
            return state.notices.filter { $0.number > known }
        }
    }

    /// Whether there is something that a holder has not acknowledged.
    public func hasNews(for id: UUID) -> Bool {
        state.withLock { state in (state.holders[id]?.acknowledged ?? -1) < state.last }
    }

    /// Tells every holder to let go of prefixes whose keys were destroyed.
    public func evict(_ prefixes: [Prefix]) -> Int64 {
        state.withLock { state in
            state.last += 1
            state.notices.append(Notice(number: state.last, prefixes: prefixes))
            return state.last
        }
    }

    /// How many holders may still use what an eviction took.
    public func holders(of number: Int64) -> Int {
        state.withLock { state in
            let now = ContinuousClock.now
            state.holders = state.holders.filter { $0.value.end > now }
            let oldest = state.holders.values.map(\.acknowledged).min() ?? state.last
            state.notices.removeAll { $0.number <= oldest }
            return state.holders.values.count { $0.acknowledged < number } + (unknownUntil > now ? 1 : 0)
        }
    }

    /// Waits until nobody can use what an eviction took: at most as long as a lease lasts.
    public func waitUntilReleased(_ number: Int64) async throws {
        while holders(of: number) > 0 { try await Task.sleep(for: .milliseconds(10)) }
    }
}
