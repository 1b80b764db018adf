internal import Synchronization

/// Lets many through together, or one alone, across suspension points; in the order they came.
final class SharedGate: Sendable {
    private struct Waiter {
        let isAlone: Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var together = 0
        var isTakenAlone = false
        var waiting: [Waiter] = []

        func hasRoom(forOneAlone isAlone: Bool) -> Bool {
            !isTakenAlone && (!isAlone || together == 0)
        }

        mutating func admit(alone isAlone: Bool) {
            if isAlone { isTakenAlone = true } else { together += 1 }
        }
    }

    private let state = Mutex(State())

    /// Runs `body` beside others who pass together, and never beside one who passes alone.
    func passTogether<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        await enter(alone: false)
        defer { leave(alone: false) }
        return try await body()
    }

    /// Runs `body` while nobody else is inside.
    func passAlone<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        await enter(alone: true)
        defer { leave(alone: true) }
        return try await body()
    }

    private func enter(alone isAlone: Bool) async {
        await withCheckedContinuation { continuation in
            let goesAhead = state.withLock { state in
                guard state.waiting.isEmpty, state.hasRoom(forOneAlone: isAlone) else {
                    state.waiting.append(Waiter(isAlone: isAlone, continuation: continuation))
                    return false
                }
                state.admit(alone: isAlone)
                return true
            }
            if goesAhead { continuation.resume() }
        }
    }

    private func leave(alone wasAlone: Bool) {
        let admitted = state.withLock { state in
            if wasAlone { state.isTakenAlone = false } else { state.together -= 1 }
            var admitted: [Waiter] = []
            while let first = state.waiting.first, state.hasRoom(forOneAlone: first.isAlone) {
                state.admit(alone: first.isAlone)
                admitted.append(state.waiting.removeFirst())
            }
            return admitted
        }
        for waiter in admitted { waiter.continuation.resume() }
    }
}
