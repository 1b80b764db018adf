import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A reconciliation that is killed at every durable step, one after the other, ends as if nothing had happened.
@Suite struct GateCrashTests {
    /// The steps that a reconciliation of the scene reaches, in their order.
    static let points: [CrashPoint] = [
        CrashPoint(step: .gateClosed, time: 1), CrashPoint(step: .safeMarkRaised, time: 1),
        CrashPoint(step: .gateNumbersMoved, time: 1), CrashPoint(step: .gateErasureRepeated, time: 1),
        CrashPoint(step: .gateErasureRepeated, time: 1), CrashPoint(step: .gateErasureRepeated, time: 1),
        CrashPoint(step: .ledgerEntriesRecorded, time: 1), CrashPoint(step: .indexBatchWritten, time: 1),
        CrashPoint(step: .factsRestated, time: 1),
        CrashPoint(step: .gateNarrowingRepeated, time: 1), CrashPoint(step: .factsRestated, time: 1),
        CrashPoint(step: .gateNarrowingRepeated, time: 1), CrashPoint(step: .gateOpened, time: 1),
    ]

    @Test(.enabled(if: Acceptance.isOn)) func killedAtEveryDurableStep() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy, narrowing: true)
            try await copy.putBack("postgres")
            let shown = try await scene.reconcile("--dry-run").done()
            for (number, point) in Self.points.enumerated() {
                let killed = try await scene.reconcile(dieAt: point, "--yes")
                #expect(killed.wasKilled, "\(point): \(killed.code) \(killed.talk)")
                guard point.step != .gateOpened else { continue }
                let closed = try await copy.care(
                    "record",
                    "read",
                    scene.staying.note.description,
                    "--purpose",
                    "treatment"
                )
                #expect(closed.code == 1 && closed.output.isEmpty, "\(point): \(closed.talk)")
                let left = try await scene.reconcile("--dry-run").done()
                #expect(left["unexplainedEntries"] == shown["unexplainedEntries"], "\(point)")
                #expect(left["since"] == shown["since"], "\(point)")
                let repeated = min(max(number - 2, 0), 3)
                #expect(left["erasures"]?.arrayValue?.count == 3 - repeated, "\(point)")
            }
            // The last one was open already and is finished by whoever opens the vault next.
            let told = try await scene.reconcile("--yes").done()
            let last = try #require(told["reconciled"]?.arrayValue?.first)
            #expect(last["erasures"]?.integerValue == 3)
            #expect(last["unexplainedEntries"] == shown["unexplainedEntries"])
            try await scene.expectReconciled()
            try await scene.expectNarrowed()
            try await scene.expectFreshSlots()
        }
    }

    /// No step is left out above.
    @Test(.enabled(if: Acceptance.isOn)) func theStepsAreThese() async throws {
        try await VaultCopy.lend { copy in
            _ = try await GateScene.play(in: copy, narrowing: true)
            try await copy.putBack("postgres")
            let probe = StepProbe()
            let open = try await OpenVault.open(copy.vault, options: .test(faults: probe.plan))
            let rows = try await open.vault.shortfalls().map(\.row)
            probe.begin()
            for row in rows { _ = try await open.vault.reconcile(row) }
            let reached = probe.reached.map(\.step)
            try await open.close()
            let end = try #require(reached.firstIndex(of: .gateOpened))
            #expect(Array(reached[...end]) == Self.points.map(\.step))
        }
    }
}
