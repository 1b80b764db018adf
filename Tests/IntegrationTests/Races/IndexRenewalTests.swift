import Foundation
import Testing
import VaultCore
import VaultModel

/// What goes on while the index is renewed, and what shares a renewal.
@Suite struct IndexRenewalTests {
    private struct Interruption: Error {}

    /// Waits at a step, in the thread that reached it, until something has happened elsewhere.
    private static func wait(_ condition: () -> Bool) {
        let deadline = ContinuousClock.now + .seconds(30)
        while !condition(), ContinuousClock.now < deadline { usleep(1000) }
    }

    /// A patient who may be erased.
    private static func patient(_ identifier: String, in controller: ControllerVault) async throws
        -> PatientID
    {
        let patient = try await controller.register(identifier)
        _ = try await controller.store([1, 2, 3], for: patient)
        return patient
    }

    /// Whoever registers, corrects or looks for somebody while the tokens are written does not wait for the end, and is found
    /// after it.
    @Test func patientsAreRegisteredAndFoundDuringARenewal() async throws {
        let (isWritten, isRegistered) = (Shared(false), Shared(false))
        let sawIt = Shared(false)
        let faults = FaultPlan { step in
            guard step == .indexTokensWritten, !isWritten.value else { return }
            isWritten.update { $0 = true }
            Self.wait { isRegistered.value }
            sawIt.update { $0 = isRegistered.value }
        }
        await BlockedThreads.turn.enter()
        defer { BlockedThreads.turn.leave() }
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open(faults: faults) { controller, _ in
                let known = try await controller.register("urn:mrn|known", name: "Ada King")
                async let renewal = controller.renewIndex()
                while !isWritten.value { try await Task.sleep(for: .milliseconds(2)) }
                let new = try await controller.register("urn:mrn|new")
                let identifier = try #require(PatientIdentifier("urn:mrn|new"))
                #expect(try await controller.find(identifier) == [new])
                let other = try #require(PatientIdentifier("urn:mrn|known"))
                #expect(try await controller.find(other) == [known])
                await expectError(.alreadyExists) { _ = try await controller.register("urn:mrn|known") }
                isRegistered.update { $0 = true }
                _ = try await renewal
                #expect(sawIt.value)
                #expect(try await controller.find(identifier) == [new])
                #expect(try await controller.find(other) == [known])
                await expectError(.alreadyExists) { _ = try await controller.register("urn:mrn|new") }
                try await controller.expectSound()
            }
        }
    }

    /// Erasures that wait for a renewal share the next one, whoever begins it.
    @Test func erasuresShareARenewal() async throws {
        let fails = Shared(true)
        let begun = Shared(0)
        let faults = FaultPlan { step in
            if step == .shredVerified, fails.value { throw Interruption() }
            if step == .indexKeyAdded { begun.update { $0 += 1 } }
        }
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open(faults: faults) { controller, _ in
                var patients: [PatientID] = []
                for number in 0..<4 {
                    patients.append(try await Self.patient("urn:sharing|\(number)", in: controller))
                }
                for (count, pair) in [patients[..<2], patients[2...]].enumerated() {
                    fails.update { $0 = true }
                    for patient in pair {
                        await #expect(throws: Interruption.self) {
                            _ = try await controller.erase(.patient(patient))
                        }
                    }
                    fails.update { $0 = false }
                    // The first time the erasures begin it, the second time somebody else has done so and ended it.
                    if count == 1 { _ = try await controller.renewIndex() }
                    #expect(try await controller.overview().waiting == 0)
                    #expect(begun.value == count + 1)
                    #expect(try await controller.certificates().count == 2 * (count + 1))
                }
                try await controller.expectSound()
            }
        }
    }

    /// A renewal that was interrupted has made tokens of who is erased afterwards: it does not count for that erasure.
    @Test func anErasureDoesNotTrustAnOlderRenewal() async throws {
        let fails = Shared(true)
        let destroyed = Shared(0)
        let faults = FaultPlan { step in
            if step == .indexTokensWritten, fails.value { throw Interruption() }
            if step == .indexOldKeyDestroyed { destroyed.update { $0 += 1 } }
        }
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open(faults: faults) { controller, _ in
                let patient = try await Self.patient("urn:mrn|late", in: controller)
                await #expect(throws: Interruption.self) { _ = try await controller.renewIndex() }
                fails.update { $0 = false }
                _ = try await controller.erase(.patient(patient))
                #expect(destroyed.value == 2, "the key of the interrupted renewal went, too")
                try await controller.expectSound()
            }
        }
    }
}
