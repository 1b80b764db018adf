internal import Foundation
internal import VaultModel

/// In debug builds, tests name a durable step in the environment at which the process dies as by `kill -9`.
enum PlannedDeath {
    static let variable = "LETHE_DIE_AT"

    static var plan: FaultPlan {
        #if DEBUG
        guard let name = ProcessInfo.processInfo.environment[variable], let step = DurableStep(rawValue: name) else {
            return .none
        }
        return FaultPlan { reached in
            if reached == step { kill(getpid(), SIGKILL) }
        }
        #else
        return .none
        #endif
    }
}
