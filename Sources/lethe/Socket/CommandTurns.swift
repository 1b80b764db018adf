internal import Synchronization

/// Whose command runs: so many at once, and the others in the order they came.
///
/// Whoever asks a person something gives the turn away until there is an answer, so that questions that nobody answers
/// do not keep others waiting.
final class CommandTurns: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Bool, Never>
        /// Ends the waiting when the time is over.
        var limit: Task<Void, Never>?
    }

    private struct State {
        var free: Int
        var next: UInt64 = 0
        /// Those who wait, in the order in which they are served.
        var order: [UInt64] = []
        var waiters: [UInt64: Waiter] = [:]
    }

    private let state: Mutex<State>
    private let note: @Sendable (_ waiting: Int) -> Void

    /// - Parameters:
    ///   - count: How many run at once.
    ///   - note: Told how many wait, whenever that changes.
    init(count: Int, note: @escaping @Sendable (_ waiting: Int) -> Void = { _ in }) {
        state = Mutex(State(free: count))
        self.note = note
    }

    /// How many wait.
    var waiting: Int { state.withLock(\.order.count) }

    /// Waits for a turn.
    ///
    /// - Returns: Whether it came within the time; then ``leave()`` must follow.
    func enter(within limit: Duration) async -> Bool {
        await wait(limit, isFirst: false)
    }

    /// Gives a turn to the first who waits.
    func leave() {
        let waiter = state.withLock { state -> Waiter? in
            guard !state.order.isEmpty else {
                state.free += 1
                return nil
            }
            defer { note(state.order.count) }
            return state.waiters.removeValue(forKey: state.order.removeFirst())
        }
        waiter?.limit?.cancel()
        waiter?.continuation.resume(returning: true)
    }

    /// Gives the turn away while `body` waits for a person, and takes the next one.
    func pausing<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        leave()
        do {
            let value = try await body()
            _ = await wait(nil, isFirst: true)
            return value
        } catch {
            _ = await wait(nil, isFirst: true)
            throw error
        }
    }

    private func wait(_ limit: Duration?, isFirst: Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.next += 1
                let ticket = state.next
                state.order.insert(ticket, at: isFirst ? 0 : state.order.count)
                state.waiters[ticket] = Waiter(
                    continuation: continuation,
                    limit: limit.map { limit in
                        Task {
                            guard (try? await Task.sleep(for: limit)) != nil else { return }
                            self.giveUp(ticket)
                        }
                    }
                )
                note(state.order.count)
                return false
            }
            if isFree { continuation.resume(returning: true) }
        }
    }

    private func giveUp(_ ticket: UInt64) {
        let waiter = state.withLock { state in
            state.order.removeAll { $0 == ticket }
            note(state.order.count)
            return state.waiters.removeValue(forKey: ticket)
        }
        waiter?.continuation.resume(returning: false)
    }
}
