import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What narrows access is in the key safe's journal before the answer, and is repeated on an older database (P5).
@Suite struct NarrowingTests {
    private static let staff = StaffMember(Sample.staff)
    private static let hold = ["hold.claim_open": "true"]

    private static func state(_ facts: [String: String], on record: RecordID, in controller: ControllerVault)
        async throws
    {
        _ = try await controller.classify(
            [record],
            as: nil,
            stating: facts,
            reason: "claim of 3 March",
            isConfirmed: true,
            by: staff
        )
    }

    private static func facts(of record: RecordID, in controller: ControllerVault) async throws -> [[String:
        String]]
    {
        try await controller.history(of: record).map { $0.facts.facts.filter { hold.keys.contains($0.key) } }
    }

    /// The small form: a hold, and a member of staff who left.
    @Test func aHoldAndARevocation() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.staying.note
            try await copy.open { controller, _ in
                _ = try await controller.addStaff(
                    try #require(StaffMember("Eve")),
                    roles: [.clinician],
                    key: nil,
                    by: nil
                )
            }
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            try await copy.open { controller, _ in
                try await Self.state(Self.hold, on: note, in: controller)
                _ = try await controller.revokeStaff("Eve", by: nil)
            }
            try await copy.putBack("postgres")
            let open = try await OpenVault.open(copy.vault, options: .test())
            let found = try await open.vault.shortfalls()
            #expect(try found.first?.shortfall.get().narrowings.map(\.kind) == [.hold, .roleRevoked])
            for (row, _) in found {
                let result = try await open.vault.reconcile(row)
                #expect(result.narrowings == (repeated: 2, lost: 0))
            }
            let controller = try await open.vault.controller(named: Sample.controller)
            #expect(try await Self.facts(of: note, in: controller) == [Self.hold, Self.hold])
            #expect(controller.staff().first { $0.name == "Eve" }?.isInOffice == false)
            try await controller.expectSound()
            try await open.close()
        }
    }

    /// Everything that the journal holds today, on a database that knows nothing of it; what was lifted stands again.
    @Test(.enabled(if: Acceptance.isOn)) func everythingIsRepeated() async throws {
        try await VaultCopy.lend { copy in
            let (staying, leaving) = (copy.sample.staying, copy.sample.leaving)
            let record = try await copy.open { controller, _ in
                try await controller.addSigners()
                return try await controller.store(GateScene.document, for: staying.patient)
            }
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            let (digest, lost) = try await copy.open { controller, _ in
                try await controller.state(
                    ["hold.inquiry_open": "true"],
                    about: staying.patient,
                    reason: "letter",
                    by: Self.staff
                )
                try await Self.state(Self.hold, on: staying.note, in: controller)
                try await Self.state(["hold.claim_open": "false"], on: staying.note, in: controller)
                // Stated with a new version, which is lost.
                let held = Intake(
                    source: BytesSource(GateScene.later),
                    name: "x.bin",
                    facts: RecordFacts(recordClass: .clinicalCore, facts: Self.hold)
                )
                _ = try await controller.amend(record, with: held, by: Self.staff)
                // These go with what they are about.
                let lost = try await controller.store(GateScene.later, for: staying.patient)
                try await Self.state(Self.hold, on: lost, in: controller)
                try await Self.state(Self.hold, on: leaving.scan, in: controller)
                try await Self.state(["hold.claim_open": "false"], on: leaving.scan, in: controller)
                _ = try await controller.erase(.patient(leaving.patient))
                // Later rules keep longer.
                let digest = try await controller.signAndApprove(Sample.nextEdition)
                _ = try await controller.publishRules(digest.hex, by: ControllerVault.approver)
                _ = try await controller.revokeStaff("Dr. Änne Müller", by: nil)
                return (digest, lost)
            }
            try await copy.putBack("postgres")
            let shown = try await copy.lethe(["vault", "reconcile", "--dry-run"])
            #expect(shown.text.contains("rules were published"), "\(shown.text)")
            #expect(shown.text.contains("a member of staff was revoked"), "\(shown.text)")
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["narrowingsRepeated"]?.integerValue == 5, "\(done.text)")
            #expect(done["narrowingsLost"]?.integerValue == 2, "\(done.text)")
            try await copy.open { controller, _ in
                let published = try await controller.publications().last
                #expect(published?.row.digest == digest && published?.row.state == .published)
                #expect(published?.isInForce == true)
                #expect(controller.staff().first { $0.name == "Dr. Änne Müller" }?.isInOffice == false)
                let person = try await controller.facts(
                    about: staying.patient,
                    by: Self.staff,
                    for: .administration
                )
                #expect(person.stated.facts["hold.inquiry_open"] == "true")
                #expect(person.stated.asserted?.reason == "letter")
                #expect(try await Self.facts(of: staying.note, in: controller).allSatisfy { $0 == Self.hold })
                #expect(try await Self.facts(of: record, in: controller) == [Self.hold])
                await expectError(.notFound) { _ = try await controller.bytes(of: lost) }
                try await controller.expectSound()
            }
            // Told once, it is not repeated again.
            let told = try await copy.lethe(["vault", "reconcile", "--dry-run"])
            #expect(told.text.contains("there is nothing to do"), "\(told.text)")
        }
    }

    /// Killed between the journal and the database, it is made good by whoever opens the vault next.
    @Test(.enabled(if: Acceptance.isOn)) func killedBehindTheJournal() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.staying.note
            let killed = try await copy.lethe(
                [
                    "record", "classify", note.description, "--fact", "hold.claim_open=true", "--reason",
                    "claim",
                ]
                    + ["--controller", Sample.controller, "--as", Sample.staff],
                dieAt: CrashPoint(step: .safeJournalAppended, time: 1)
            )
            #expect(killed.wasKilled)
            try await copy.open { controller, _ in
                #expect(try await Self.facts(of: note, in: controller) == [Self.hold, Self.hold])
                try await controller.expectSound()
            }
        }
    }
}
