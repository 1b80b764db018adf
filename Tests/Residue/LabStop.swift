import Synchronization
import VaultModel

/// Stops what the vault does behind a durable step, once.
final class LabStop: Sendable {
    /// That it was stopped.
    struct Stopped: Error {}

    private let armed = Mutex<DurableStep?>(nil)

    /// What to open a vault with.
    var plan: FaultPlan {
        FaultPlan { [self] step in
            let stops = armed.withLock { armed in
                guard armed == step else { return false }
                armed = nil
                return true
            }
            if stops { throw Stopped() }
        }
    }

    /// Stops behind the step when it is reached next, and says so to who did it.
    func stop<Value>(behind step: DurableStep, _ body: () async throws -> Value) async throws {
        armed.withLock { $0 = step }
        do {
            _ = try await body()
        } catch is Stopped {
            return
        }
        throw LabProgram.Failure(description: "the step \(step.rawValue) was not reached")
    }
}
