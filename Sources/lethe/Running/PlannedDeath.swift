internal import Foundation
internal import Synchronization
internal import VaultModel

/// In debug builds, tests name in the environment where the process dies as by `kill -9`.
///
/// A durable step, such as `shred.fenced`, and which time it is reached when it is not the first: `shred.fenced#2`.
enum PlannedDeath {
    static let variable = "LETHE_DIE_AT"

    static var plan: FaultPlan {
        #if DEBUG
        guard let (step, time) = point(ProcessInfo.processInfo.environment[variable]) else { return .none }
        let left = Mutex(time)
        return FaultPlan { reached in
            guard reached == step else { return }
            let isNow = left.withLock { left in
                left -= 1
                return left == 0
            }
            if isNow { kill(getpid(), SIGKILL) }
        }
        #else
        return .none
        #endif
    }

    private static func point(_ text: String?) -> (step: DurableStep, time: Int)? {
        guard let words = text?.split(separator: "#"),
            let step = words.first.map(String.init).flatMap(DurableStep.init)
        else { return nil }
        return (step, words.count > 1 ? Int(words[1]) ?? 1 : 1)
    }
}
