import TestSupport
import Testing
import VaultModel

/// Which durable steps each command reaches, found by running it.
enum CrashTrace {
    /// The steps of a scenario in their order, as far as they are tried: in `make accept` every reaching of every step.
    ///
    /// Elsewhere each step once; those of the ledger and of the key safe, which all scenarios share, by a store and by
    /// an erasure; those of a key renewal, which reaches nearly all, and of an approval, by what is their own.
    static func points(
        of scenario: CrashScenario,
        everyReaching: Bool = Acceptance.isOn
    ) async throws -> [CrashPoint] {
        // By itself: in a vault that holds more a command may reach a step more often.
        if everyReaching { return try await trace([scenario])[scenario] ?? [] }
        let all = try await all.value
        let points = all[scenario] ?? []
        let representatives: [CrashScenario] = [.storeInline, .erasePatient]
        let tried = Set(representatives.flatMap { all[$0] ?? [] }.filter(\.isShared).map(\.step))
        return points.filter { point in
            guard point.time == 1 else { return false }
            if scenario == .renewKeys { return point.step.rawValue.hasPrefix("renewal.") }
            if scenario == .approve { return point.step == .safeOrderNoted }
            return !point.isShared || representatives.contains(scenario) || !tried.contains(point.step)
        }
    }

    private static let all = Task { try await trace(CrashScenario.allCases) }

    private static func trace(_ scenarios: [CrashScenario]) async throws -> [CrashScenario: [CrashPoint]] {
        try await VaultCopy.lend { copy in
            let probe = StepProbe()
            return try await copy.open(faults: probe.plan) { _, open in
                var points: [CrashScenario: [CrashPoint]] = [:]
                for (number, scenario) in scenarios.enumerated() {
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

extension CrashPoint {
    /// Whether it is a step inside the ledger or a key safe, whatever the command.
    fileprivate var isShared: Bool {
        ["ledger.", "safe."].contains { step.rawValue.hasPrefix($0) }
    }
}
