import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A clock that was ahead and is set back, under the feet of a vault that serves: what was stored and erased in a future that
/// never came stays so, and no certificate turns the order of events around.
@Suite struct ClockTests {
    /// Where the clock is set back by three months: before an erasure, or in the middle of one.
    @Test(
        .enabled(if: Acceptance.isOn, "LETHE_ACCEPT is not set"),
        arguments: [nil, .shredFenced, .safeNewKeyWritten, .shredRecorded] as [DurableStep?]
    )
    func aClockThatIsSetBackLosesNothing(at step: DurableStep?) async throws {
        try await VaultCopy.lend { copy in
            let leaving = copy.sample.leaving
            let staying = copy.sample.staying
            let ahead = Shared<Int64>(90 * 86_400)
            let probe = StepProbe { ahead.update { $0 = 0 } }
            let clock = VaultClock {
                Timestamp(secondsSinceEpoch: VaultClock.system.now.secondsSinceEpoch + ahead.value)
            }
            let (early, late) = try await copy.open(faults: probe.plan, clock: clock) { controller, open in
                let early = try await controller.store([1], for: staying.patient)
                _ = try await controller.erase(.records([leaving.note]))
                try await controller.flush()
                if let step {
                    probe.begin(failingAt: CrashPoint(step: step, time: 1))
                } else {
                    ahead.update { $0 = 0 }
                }
                let result = try await controller.erase(.patient(leaving.patient))
                #expect(ahead.value == 0)
                #expect(result.unreadableAt >= result.closedAt)
                #expect(try await controller.bytes(of: early) == [1])
                await controller.expectErased(leaving.note)
                #expect(try await controller.amend(early, to: [2]).rawValue == 2)
                let patient = try await controller.register("urn:mrn|77")
                let late = try await controller.store([3], for: patient)
                _ = try await controller.erase(.records([late]))
                _ = try await open.vault.review()
                try await open.vault.finishRenewals()
                // Certificates of both times among the rest.
                try await controller.expectSound()
                return (early, late)
            }
            try await copy.open { controller, _ in
                #expect(try await controller.bytes(of: early) == [2])
                await controller.expectErased(late)
                try await controller.expectWhole(staying)
                try await controller.expectSound()
            }
        }
    }
}
