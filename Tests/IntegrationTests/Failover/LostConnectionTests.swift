import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Connections to a database of the house are lost: around each COMMIT, and between each pair of steps.
@Suite struct LostConnectionTests {
    /// A COMMIT that took effect is found out to have, so the command ends well; one that did not leaves nothing half done.
    ///
    /// In the small form of one command.
    @Test func anAnswerThatIsLostIsFoundOut() async throws {
        try await expectSafe(.storeInline, [.answerLost, .before])
    }

    /// Every COMMIT of every command, whichever way it is lost.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: CrashScenario.chosen)
    func everyCommitIsLost(_ scenario: CrashScenario) async throws {
        try await expectSafe(scenario, DatabaseProxy.Plan.Cut.allCases)
    }

    /// All connections are gone when a step is durable and the next has not begun.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: CrashScenario.chosen)
    func lostBetweenSteps(_ scenario: CrashScenario) async throws {
        let points = try await CrashTrace.points(of: scenario)
        try await VaultCopy.lend(onServersWithStandby: false) { copy, servers in
            let probe = StepProbe { servers.proxy.cutAll() }
            try await copy.open(faults: probe.plan) { _, open in
                for (number, point) in points.enumerated() {
                    let round = try await CrashRound.prepare(scenario, number, in: open)
                    try await open.vault.flush()
                    probe.begin(failingAt: point)
                    let isDone = await scenario.isDone(on: open, round)
                    #expect(!probe.isArmed)
                    try await scenario.expectKept(
                        open,
                        round,
                        isDone: isDone,
                        "\(scenario), connections lost at \(point)"
                    )
                }
            }
            try await expectSound(copy)
        }
    }

    /// Loses one COMMIT of a command after the other until the command has no more of them.
    private func expectSafe(_ scenario: CrashScenario, _ cuts: [DatabaseProxy.Plan.Cut]) async throws {
        try await VaultCopy.lend(onServersWithStandby: false) { copy, servers in
            try await copy.open { _, open in
                var number = 0
                for cut in cuts {
                    var commit = 0
                    repeat {
                        commit += 1
                        number += 1
                        let comment: Comment = "\(scenario), COMMIT \(commit): \(cut)"
                        let round = try await CrashRound.prepare(scenario, number, in: open)
                        try await open.vault.flush()
                        servers.proxy.arm(DatabaseProxy.Plan(cut: cut, number: commit))
                        let isDone = await scenario.isDone(on: open, round)
                        if cut == .answerLost { #expect(isDone, comment) }
                        let wasCut = servers.proxy.hasCut
                        servers.proxy.disarm()
                        try await scenario.expectKept(open, round, isDone: isDone, comment)
                        if !wasCut { break }
                    } while true
                    // Limits are the key safe's alone, and months of review are written by single statements.
                    #expect(
                        commit > 1 || [.setLimits, .review].contains(scenario),
                        "\(scenario) commits nothing"
                    )
                }
            }
            try await expectSound(copy)
        }
    }

    private func expectSound(_ copy: VaultCopy) async throws {
        try await copy.open { controller, _ in
            try await controller.expectWhole(copy.sample.staying)
            try await controller.expectSound()
        }
    }
}
