import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A durable step that fails without ending the process, as a full disk does: the server goes on.
@Suite struct FaultTests {
    /// The failures of a scenario follow each other in one open vault; everything is checked again after a restart.
    @Test(arguments: CrashScenario.chosen)
    func failingAtEveryDurableStep(_ scenario: CrashScenario) async throws {
        let points = try await CrashTrace.points(of: scenario)
        try await VaultCopy.lend { copy in
            let probe = StepProbe()
            let staying = copy.sample.staying
            let rounds = try await copy.open(faults: probe.plan) { controller, open in
                var rounds: [(CrashRound, Comment)] = []
                for (number, point) in points.enumerated() {
                    let comment: Comment = "\(scenario) failing at \(point)"
                    let round = try await CrashRound.prepare(scenario, number, in: open)
                    try await open.vault.flush()
                    probe.begin(failingAt: point)
                    if scenario == .approve, point.step != .safeOrderNoted {
                        // The approval stands; the erasure that it lets go is tried again by itself.
                        try await scenario.act(on: open, round)
                    } else {
                        await #expect(throws: StepProbe.Failure.self, comment) {
                            try await scenario.act(on: open, round)
                        }
                    }
                    #expect(!probe.isArmed, comment)
                    try await controller.expectWhole(staying, comment)
                    // What is moved can be read all the time.
                    if scenario != .move, scenario.erasures(after: [point]) > 0 {
                        let (record, version) = scenario.erased(round)
                        await expectUnreadable(record, version: version, in: controller, comment)
                    }
                    try await goOn(with: scenario, controller)
                    try await scenario.expectRecovered(open, round, comment)
                    rounds.append((round, comment))
                }
                return rounds
            }
            try await copy.open { _, open in
                for (round, comment) in rounds {
                    try await scenario.expectRecovered(open, round, "\(comment), reopened")
                }
                let erasures = scenario.erasures(after: points)
                try await scenario.expectAlive(
                    open,
                    staying: staying,
                    erasures: erasures,
                    "\(scenario) at the end"
                )
            }
        }
    }

    /// What an operator does who reads of the failure: looks at the status, which finishes erasures, or asks again.
    private func goOn(with scenario: CrashScenario, _ controller: ControllerVault) async throws {
        if scenario == .renewIndex { _ = try await controller.renewIndex() }
        if scenario == .renewKeys { _ = try await controller.renewKeys() }
        #expect(try await controller.overview().waiting == 0)
    }

    /// From the fence on nobody reads a record, whatever fails behind it.
    private func expectUnreadable(
        _ record: RecordID,
        version: Int32?,
        in controller: ControllerVault,
        _ comment: Comment
    ) async {
        do {
            _ = try await controller.bytes(of: record, version: version)
            Issue.record("\(comment): it can still be read")
        } catch {
            #expect([.closed, .erased].contains((error as? VaultError)?.code), "\(comment): \(error)")
        }
    }
}
