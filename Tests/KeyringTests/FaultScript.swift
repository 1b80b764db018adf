import Synchronization

@testable import Keyring

/// Makes one operation on the places go wrong, counted over all of them.
final class FaultScript: Sendable {
    private struct State {
        var count = 0
        var hasTripped = false
    }

    private let state = Mutex(State())
    private let target: Int
    private let verdict: PlaceFaults.Verdict
    private let isFatal: Bool
    private let place: String?

    /// - Parameters:
    ///   - target: which operation goes wrong, from 0; a negative one never.
    ///   - verdict: how.
    ///   - isFatal: whether nothing works any more afterwards, as when the process is killed.
    ///   - place: the only place it concerns; `nil` for all.
    init(at target: Int, _ verdict: PlaceFaults.Verdict, isFatal: Bool, place: String? = nil) {
        self.target = target
        self.verdict = verdict
        self.isFatal = isFatal
        self.place = place
    }

    /// How many operations were counted.
    var count: Int { state.withLock(\.count) }

    /// Whether the operation was reached.
    var hasTripped: Bool { state.withLock(\.hasTripped) }

    /// The plan to give to a safe.
    var plan: PlaceFaults {
        PlaceFaults { [self] _, label in
            guard place == nil || place == label else { return .proceed }
            return state.withLock { state in
                defer { state.count += 1 }
                if state.hasTripped, isFatal { return .fail }
                guard state.count == target else { return .proceed }
                state.hasTripped = true
                return verdict
            }
        }
    }
}
