internal import Logging
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
            defer { metrics.note(state.health) }
            return state.pool.release(connection).flatMap { state.waiters.removeValue(forKey: $0) }
        }
        guard let waiter else { return }
        metrics.noteServed(since: waiter.since)
        waiter.continuation.resume(returning: connection)
        waiter.limit.cancel()
    }

    private func serve(_ continuation: Continuation, _ ticket: UInt64) {
        let answer: Result<PostgresConnection, any Error>? = state.withLock { state in
            // Asked under the lock: a cancellation that comes later finds the waiter registered.
            if Task.isCancelled { return .failure(CancellationError()) }
            defer { metrics.note(state.health) }
            switch state.pool.acquire(ticket) {
            case .lease(let connection): return .success(connection)
            case .make: return .success(PostgresConnection(settings))
            case .refuse(let error): return .failure(error)
            case .wait:
                state.waiters[ticket] = Waiter(
                    continuation: continuation,
                    since: .now,
                    limit: makeLimit(ticket)
                )
                return nil
            }
        }
        guard let answer else { return }
        if case .failure(let error) = answer { noteRefused(error) }
        continuation.resume(with: answer)
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
            defer { metrics.note(state.health) }
            return state.pool.giveUp(ticket) ? state.waiters.removeValue(forKey: ticket) : nil
        }
        guard let waiter else { return }
        noteRefused(error)
        waiter.continuation.resume(throwing: error)
        waiter.limit.cancel()
    }

    private func noteRefused(_ error: any Error) {
        guard let error = error as? PostgresError, error.code != .poolClosed else { return }
        metrics.noteRefused(error)
        let health = health
        logger.debug(
            "pool",
            metadata: [
                "leased": "\(health.leased)", "outcome": "\(error.code)", "waiting": "\(health.waiting)",
            ]
        )
    }
}
