internal import Synchronization
internal import VaultModel

/// Notes when durable steps are reached: a fault plan that fails nothing.
final class StepClock: Sendable {
    private let reached = Mutex<[(step: DurableStep, at: ContinuousClock.Instant)]>([])

    /// The plan to open a vault with.
    var plan: FaultPlan {
        FaultPlan { [self] step in reached.withLock { $0.append((step, .now)) } }
    }

    /// Forgets what was noted.
    func reset() {
        reached.withLock { $0 = [] }
    }

    /// What was noted since, in order, by the time since `begin`.
    func steps(since begin: ContinuousClock.Instant) -> [(step: DurableStep, after: Duration)] {
        reached.withLock { $0.map { ($0.step, $0.at - begin) } }
    }
}
