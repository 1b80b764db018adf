internal import Synchronization

extension PostgresPool {
    /// Lends a connection; waits for one, in turn and for a limited time, when all are in use.
    func acquire() async throws -> PostgresConnection {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in serve(waiter, ticket) }
        } onCancel: {
            giveUp(ticket, CancellationError())
        }
    }

    /// Takes a connection back and hands it to the first who waits.
    func release(_ connection: PostgresConnection) {
        let waiter = state.withLock { state in
            state.pool.release(connection).flatMap { state.waiters.removeValue(forKey: $0) }
        }
        waiter?.continuation.resume(returning: connection)
        waiter?.limit.cancel()
    }

    private func serve(_ continuation: Continuation, _ ticket: UInt64) {
        let answer: Result<PostgresConnection, any Error>? = state.withLock { state in
            // Asked under the lock: a cancellation that comes later finds the waiter registered.
            if Task.isCancelled { return .failure(CancellationError()) }
            switch state.pool.acquire(ticket) {
            case .lease(let connection): return .success(connection)
            case .make: return .success(PostgresConnection(settings))
            case .refuse(let error): return .failure(error)
            case .wait:
                state.waiters[ticket] = Waiter(continuation: continuation, limit: makeLimit(ticket))
                return nil
            }
        }
        if let answer { continuation.resume(with: answer) }
    }

    private func makeLimit(_ ticket: UInt64) -> Task<Void, Never> {
        Task { [weak self, waitTimeout] in
            guard (try? await Task.sleep(for: waitTimeout)) != nil else { return }
            self?.giveUp(
                ticket,
                PostgresError(.poolTimedOut, "no database connection became free in time; try again later")
            )
        }
    }

    private func giveUp(_ ticket: UInt64, _ error: any Error) {
        let waiter = state.withLock { state in
            state.pool.giveUp(ticket) ? state.waiters.removeValue(forKey: ticket) : nil
        }
        waiter?.continuation.resume(throwing: error)
        waiter?.limit.cancel()
    }
}
