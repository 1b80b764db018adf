import Foundation
import Testing
import VaultModel

/// Which durable steps each command reaches, found by running it.
enum CrashTrace {
    /// The steps of a scenario in their order.
    static func points(of scenario: CrashScenario) async throws -> [CrashPoint] {
        let points = try await all.value[scenario] ?? []
        guard scenario == .renewKeys, ProcessInfo.processInfo.environment["LETHE_ACCEPT"] == nil else {
            return points
        }
        // Of the many steps of a renewal its own, once each; the others are those of other scenarios.
        return points.filter { $0.step.rawValue.hasPrefix("renewal.") && $0.time == 1 }
    }

    private static let all = Task<[CrashScenario: [CrashPoint]], any Error> {
        try await VaultCopy.lend { copy in
            let probe = StepProbe()
            return try await copy.open(faults: probe.plan) { _, open in
                var points: [CrashScenario: [CrashPoint]] = [:]
                for (number, scenario) in CrashScenario.allCases.enumerated() {
                    let round = try await CrashRound.prepare(scenario, number, in: open)
                    try await open.vault.flush()
                    probe.begin()
                    try await scenario.act(on: open, round)
                    points[scenario] = probe.reached
                }
                return points
            }
        }
    }
}
