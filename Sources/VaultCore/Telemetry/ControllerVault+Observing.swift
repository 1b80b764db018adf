internal import Logging

extension ControllerVault {
    /// Does an operation, measures it, and logs in one line how it ended; never about whom.
    func observing<Value>(_ operation: Operation, _ work: () async throws -> Value) async throws -> Value {
        let began = ContinuousClock.now
        do {
            let value = try await work()
            note(operation, VaultMetrics.done, since: began)
            return value
        } catch {
            note(operation, VaultMetrics.outcome(of: error), since: began)
            throw error
        }
    }

    /// Measures and logs what has ended.
    func note(_ operation: Operation, _ outcome: String, since began: ContinuousClock.Instant) {
        let took = ContinuousClock.now - began
        metrics.note(operation, outcome, took)
        logger.debug(
            "\(operation)",
            metadata: [
                "controller": "\(controller.number)", "outcome": "\(outcome)", "took": "\(took)",
            ]
        )
    }
}
