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
            let first = points.first { $0.step != .storeBlobWritten }
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

    /// A name that no command reaches, and that no other operation is known to reach, is dead.
    @Test func everyDurableStepIsReached() async throws {
        let elsewhere: Set<DurableStep> = [
            // A database that was put back; GateCrashTests reach them.
            .gateClosed, .gateNumbersMoved, .gateErasureRepeated, .gateNarrowingRepeated,
            .gateOpened,
            // Limits and what goes beyond them; KeyringTests stop at every operation of theirs.
            .safeLimitsSet, .safeOrderNoted,
        ]
        var reached: Set<DurableStep> = []
        for scenario in CrashScenario.allCases {
            reached.formUnion(try await CrashTrace.points(of: scenario).map(\.step))
        }
        #expect(Set(DurableStep.allCases).subtracting(reached) == elsewhere)
    }
}
