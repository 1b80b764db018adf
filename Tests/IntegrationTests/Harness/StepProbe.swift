import Synchronization
import VaultModel

/// Notes every durable step that is reached, and fails at one when armed, or does there what it was made for.
final class StepProbe: Sendable {
    /// The planned failure.
    struct Failure: Error {}

    private struct State {
        var reached: [CrashPoint] = []
        var counts: [DurableStep: Int] = [:]
        var armed: CrashPoint?
    }

    private let state = Mutex(State())
    private let action: (@Sendable () -> Void)?

    /// - Parameter action: Done at the step that it is armed for, which then does not fail.
    init(_ action: (@Sendable () -> Void)? = nil) {
        self.action = action
    }

    /// What to open a vault with.
    var plan: FaultPlan {
        FaultPlan { [self] step in
            let fails = state.withLock { state in
                let time = state.counts[step, default: 0] + 1
                state.counts[step] = time
                let point = CrashPoint(step: step, time: time)
                state.reached.append(point)
                guard point == state.armed else { return false }
                state.armed = nil
                return true
            }
            guard fails else { return }
            guard let action else { throw Failure() }
            action()
        }
    }

    /// Everything that was reached since the last beginning, in order.
    var reached: [CrashPoint] { state.withLock { $0.reached } }

    /// Starts to count anew and, with a point, fails once when it is reached.
    func begin(failingAt point: CrashPoint? = nil) {
        state.withLock { $0 = State(armed: point) }
    }

    /// Whether the planned failure has not come yet.
    var isArmed: Bool { state.withLock { $0.armed != nil } }
}
