import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// The server of the database dies and its standby takes over, in the middle of what the vault does.
///
/// Nothing acknowledged is lost, nothing erased is readable on the other server, and a COMMIT that nobody answered is
/// found out there.
@Suite struct FailoverTests {
    /// One store whose COMMIT takes effect, and then the server dies before it says so.
    @Test func aCommitIsFoundOutOnTheOtherServer() async throws {
        try await expectSafe(.storeInline, at: .commit(.answerLost, 1))
    }

    /// An erasure whose keys are destroyed when the server dies.
    @Test func anErasureGoesOnOnTheOtherServer() async throws {
        try await expectSafe(.eraseRecords, at: .step(CrashPoint(step: .shredPunctured, time: 1)))
    }

    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: CrashScenario.chosen)
    func betweenAnyTwoSteps(_ scenario: CrashScenario) async throws {
        // Each on servers of its own, so each step once.
        for point in try await CrashTrace.points(of: scenario, everyReaching: false) {
            try await expectSafe(scenario, at: .step(point))
        }
    }

    @Test(
        .enabled(if: Acceptance.isOn, "for make accept"),
        arguments: [CrashScenario.storeBlob, .amend, .register, .rectify, .eraseRecords, .erasePatient],
        [Moment.before, .answerLost, .neverCopied]
    )
    func atAnyCommit(_ scenario: CrashScenario, _ moment: Moment) async throws {
        var commit = 1
        while try await expectSafe(scenario, at: .commit(moment, commit)) { commit += 1 }
        #expect(commit > 1)
    }

    /// When the server dies, seen from a COMMIT.
    enum Moment: Sendable {
        /// It has not come.
        case before
        /// It took effect on both servers.
        case answerLost
        /// It took effect on the server that dies, and the other never hears of it.
        case neverCopied
    }

    enum Place: Sendable {
        case step(CrashPoint)
        case commit(Moment, Int)
    }

    /// Runs a command during a failover.
    ///
    /// - Returns: Whether it came to the place where the server was to die.
    @discardableResult
    private func expectSafe(_ scenario: CrashScenario, at place: Place) async throws -> Bool {
        try await VaultCopy.lend(onServersWithStandby: true) { copy, servers in
            let comment: Comment = "\(scenario), failover at \(place)"
            let probe = StepProbe { servers.failOver() }
            let (round, isDone, hasFailed) = try await copy.open(faults: probe.plan) { _, open in
                let round = try await CrashRound.prepare(scenario, 0, in: open)
                try await open.vault.flush()
                switch place {
                case .step(let point): probe.begin(failingAt: point)
                case .commit(let moment, let number): servers.proxy.arm(plan(moment, number, servers))
                }
                let isDone = await scenario.isDone(on: open, round)
                let hasFailed = !probe.isArmed && servers.proxy.hasCut
                servers.proxy.disarm()
                if hasFailed, case .commit(.answerLost, _) = place { #expect(isDone, comment) }
                if hasFailed { try await scenario.expectKept(open, round, isDone: isDone, comment) }
                return (round, isDone, hasFailed)
            }
            guard hasFailed else { return false }
            try await copy.open { controller, open in
                try await scenario.expectKept(open, round, isDone: isDone, "\(comment), reopened")
                try await controller.expectWhole(copy.sample.staying, comment)
                try await controller.expectSound(comment)
                let later = try await controller.store(Sample.firstNote, for: copy.sample.staying.patient)
                #expect(try await controller.bytes(of: later) == Sample.firstNote, comment)
            }
            return true
        }
    }

    private func plan(_ moment: Moment, _ number: Int, _ servers: DatabaseServers) -> DatabaseProxy.Plan {
        switch moment {
        case .before:
            DatabaseProxy.Plan(cut: .before, number: number, after: { servers.failOver() })
        case .answerLost:
            DatabaseProxy.Plan(cut: .answerLost, number: number, after: { servers.failOver() })
        case .neverCopied:
            DatabaseProxy.Plan(
                cut: .under,
                number: number,
                before: { servers.isolate() },
                after: { servers.failOver() }
            )
        }
    }
}
