import Foundation
import Testing
import VaultModel
import VaultStorage

/// The crash matrix (P8): every command that changes something is killed at every durable step it reaches.
@Suite struct CrashTests {
    /// The crashes of a scenario follow each other in one vault, each checked after a restart.
    @Test(arguments: CrashScenario.chosen)
    func killedAtEveryDurableStep(_ scenario: CrashScenario) async throws {
        let points = try await CrashTrace.points(of: scenario)
        try #require(!points.isEmpty)
        if scenario.isErasure {
            let first = points.first { !CrashScenario.preparing.contains($0.step) }
            #expect(first?.step == scenario.pointOfNoReturn, "an erasure is durable from its fence on")
        }
        try await VaultCopy.lend { copy in
            let file = copy.root + "/document.bin"
            try Data(scenario.document).write(to: URL(filePath: file))
            var round = try await copy.open { _, open in try await CrashRound.prepare(scenario, 0, in: open) }
            for (number, point) in points.enumerated() {
                let comment: Comment = "\(scenario) killed at \(point)"
                let outcome = try await copy.lethe(scenario.arguments(round, file: file), dieAt: point)
                #expect(outcome.wasKilled, "\(comment): \(outcome.code) \(outcome.talk)")
                round = try await copy.open { _, open in
                    try await scenario.expectRecovered(open, round, answer: outcome.json, comment)
                    let erasures = scenario.erasures(after: points[...number])
                    try await scenario.expectAlive(
                        open,
                        staying: copy.sample.staying,
                        erasures: erasures,
                        comment
                    )
                    return try await CrashRound.prepare(scenario, number + 1, in: open)
                }
            }
        }
    }

    /// A step that is in no scenario is dead, or nobody knows what a crash there leaves.
    ///
    /// There are no exceptions.
    @Test func everyDurableStepIsKilledBySomeScenario() async throws {
        var killed = Set(GateCrashTests.points.map(\.step)).union(PlaceChangeCommandTests.steps)
        for scenario in CrashScenario.allCases {
            killed.formUnion(try await CrashTrace.points(of: scenario).map(\.step))
        }
        #expect(Set(DurableStep.allCases).subtracting(killed) == [])
    }
}
