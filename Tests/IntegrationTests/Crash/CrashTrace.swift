import Testing
import VaultModel

/// Which durable steps each command reaches, found by running it.
enum CrashTrace {
    /// The steps of a scenario in their order, as far as they are tried.
    static func points(of scenario: CrashScenario) async throws -> [CrashPoint] {
        let points = try await all.value[scenario] ?? []
        if Acceptance.isOn { return points }
        // Each step once; `make accept` goes to every reaching of it. Of a renewal of keys, which reaches nearly all, its own.
        return points.filter { point in
            point.time == 1 && (scenario != .renewKeys || point.step.rawValue.hasPrefix("renewal."))
        }
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
