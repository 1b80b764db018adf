internal import Synchronization

/// Lets one task at a time through, in the order they came, across suspension points.
///
/// An actor alone does not: while one call waits, others come in.
public final class SerialGate: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Makes an open gate.
    public init() {}

    /// Runs `body` once every earlier caller is done.
    public func pass<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        await enter()
        defer { leave() }
        return try await body()
    }

    /// Waits for one's turn; every `enter` is followed by one ``leave()``.
    public func enter() async {
        await withCheckedContinuation { continuation in
            let goesAhead = state.withLock { state in
                guard state.isTaken else {
                    state.isTaken = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if goesAhead { continuation.resume() }
        }
    }

    /// Lets the next one through.
    public func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.isTaken = false
            return nil
        }
        next?.resume()
    }
}
