import Evidence
import Foundation
import PolicyEngine
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A record that stands in the wrong patient's file goes to the right one's with everything that belongs to it, and its old
/// place is destroyed.
@Suite(.serialized)
struct MoveTests {
    private static let staff = StaffMember(Sample.staff)

    @Test func everythingThatBelongsToItGoesAlong() async throws {
        try await VaultCopy.lend { copy in
            let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
            let certificate = try await copy.open { controller, _ in
                // A corrected record has a ledger event of its own; a read one has decisions.
                _ = try await controller.bytes(of: wrong.note, version: 1)
                _ = try await controller.rectify(wrong.note, to: Sample.form)
                let decided = try await controller.decisions(
                    of: wrong.note,
                    by: Self.staff,
                    for: .administration
                )
                try await controller.flush()
                let entries = try await controller.history(of: wrong.note).map(\.entry)
                let before = try LedgerCopy(of: controller.controller.id, in: copy)
                let result = try await controller.move(wrong.note, to: right.patient)
                #expect(result.records == [wrong.note] && result.versions == 3)
                #expect(result.erasure.records == 1 && result.erasure.versions == 3)
                #expect(Set(result.notices.tasks.map(\.who)) == ["recipients", "processors"])
                #expect(try await controller.bytes(of: wrong.note) == Sample.form)
                #expect(try await controller.bytes(of: wrong.note, version: 1) == Sample.firstNote)
                #expect(try await controller.bytes(of: wrong.note, version: 2) == Sample.secondNote)
                // Its commitments stand where they stood: no statement names a patient.
                #expect(try await controller.history(of: wrong.note).map(\.entry) == entries)
                let known = Set(decided.compactMap(\.id))
                let kept = try await controller.decisions(
                    of: wrong.note,
                    by: Self.staff,
                    for: .administration
                )
                #expect(known.count >= 2 && known.subtracting(kept.compactMap(\.id)).isEmpty)
                for id in known { _ = try await controller.decision(id) }
                #expect(try await !controller.records(of: wrong.patient).contains { $0.record == wrong.note })
                #expect(try await controller.records(of: right.patient).contains { $0.record == wrong.note })
                try await controller.expectWhole(right)
                try await controller.expectSound()
                try before.expectGrown(to: LedgerCopy(of: controller.controller.id, in: copy))
                try await expectMarks(controller, wrong, right)
                // Life goes on: there it is amended, and erased in the end.
                #expect(try await controller.amend(wrong.note, to: Sample.firstNote).rawValue == 4)
                return result.erasure.certificate
            }
            #expect(certificate.jws.contains("."))
            let signed = try SignedCertificate(certificate.jws)
            #expect(signed.certificate.scope == .moved)
            #expect(signed.certificate.provisos[0].contains("were not erased"))
            #expect(CertificateHTML.render(signed).contains("stays in the right one"))
            try await copy.open { controller, _ in
                _ = try await controller.erase(.patient(wrong.patient))
                #expect(try await controller.bytes(of: wrong.note) == Sample.firstNote)
                try await controller.expectSound()
                _ = try await controller.erase(.records([wrong.note]))
                await controller.expectErased(wrong.note)
                try await controller.expectSound()
            }
        }
    }

    /// Who reads one file learns that something was moved, by whom and when; never whose the other file is.
    private func expectMarks(_ controller: ControllerVault, _ wrong: Sample.Person, _ right: Sample.Person)
        async throws
    {
        let left = try await controller.marks(of: wrong.patient)
        #expect(left.map(\.event) == [.left(versions: 3)])
        let arrived = try await controller.marks(of: right.patient)
        #expect(arrived.map(\.event) == [.arrived([wrong.note])])
        #expect((left + arrived).allSatisfy { $0.by == Sample.staff && $0.entry != nil })
    }

    /// The old copy, with today's key safe, opens what stayed and not what was moved: not as the wrong patient's.
    @Test func theOldPlaceOpensNothing() async throws {
        try await VaultCopy.lend { copy in
            let old = copy.root + "/old"
            try await copy.copyTree(copy.vault.path, to: old)
            let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
            try await copy.open { controller, _ in
                _ = try await controller.move(wrong.scan, to: right.patient)
                #expect(try await controller.bytes(of: wrong.scan) == Sample.scan)
                try await controller.expectSound()
            }
            let reading = [
                "--vault", old, "--drill", "--controller", Sample.controller, "--as", Sample.staff,
                "--purpose", "treatment",
            ]
            let moved = try await copy.lethe(["record", "read", wrong.scan.description] + reading)
            #expect(moved.code == 2 && moved.output.isEmpty, "\(moved.talk)")
            #expect(moved.talk.contains("destroyed"), "\(moved.talk)")
            for person in [wrong, right] {
                let stayed = try await copy.lethe(["record", "read", person.note.description] + reading)
                #expect(stayed.output == Sample.secondNote, "\(stayed.talk)")
            }
        }
    }

    /// An older database that is reconciled has it in the right file, whatever became of the keys since.
    ///
    /// The old place opens nothing, and the file that the move left says where the keys went.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: [false, true], [false, true])
    func anOlderDatabaseHasItInTheRightFile(renewedBefore: Bool, renewedAfter: Bool) async throws {
        try await VaultCopy.lend { copy in
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
            try await copy.open { controller, _ in
                _ = try await controller.classify(
                    [wrong.note],
                    as: nil,
                    stating: ["record.wrong_patient": "true"],
                    reason: "seen at the desk",
                    isConfirmed: true,
                    by: Self.staff
                )
                if renewedBefore { _ = try await controller.renewKeys() }
                _ = try await controller.move(wrong.note, to: right.patient)
                if renewedAfter { _ = try await controller.renewKeys() }
                _ = try await controller.erase(.patient(wrong.patient))
            }
            try await copy.putBack("postgres")
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["erasures"]?.integerValue == 2)
            try await copy.open { controller, _ in
                #expect(try await controller.bytes(of: wrong.note, version: 1) == Sample.firstNote)
                #expect(try await controller.bytes(of: wrong.note) == Sample.secondNote)
                let theirs = try await controller.records(of: right.patient)
                #expect(theirs.count == 4)
                #expect(theirs.allSatisfy { $0.facts.facts["record.wrong_patient"] == nil })
                await expectError(.erased) { _ = try await controller.records(of: wrong.patient) }
                try await controller.expectWhole(right)
                try await controller.expectSound()
                #expect(try await controller.amend(wrong.note, to: Sample.form).rawValue == 3)
                await controller.expectErased(wrong.scan)
                _ = try await controller.erase(.records([wrong.note]))
                await controller.expectErased(wrong.note)
                try await controller.expectSound()
            }
        }
    }

    /// Where no file says it, or the right patient is not known there, it is lost, as what was stored since.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: [false, true])
    func withoutTheFileItIsLost(toNewcomer: Bool) async throws {
        try await VaultCopy.lend { copy in
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            let wrong = copy.sample.leaving
            try await copy.open { controller, _ in
                let patient =
                    toNewcomer ? try await controller.register("urn:mrn|new") : copy.sample.staying.patient
                _ = try await controller.move(wrong.scan, to: patient)
            }
            try await copy.putBack("postgres")
            if !toNewcomer { try FileManager.default.removeItem(atPath: copy.vault.keyFiles) }
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["erasures"]?.integerValue == 1)
            let words = try await copy.lethe(["vault", "reconcile"])
            #expect(
                words.text.contains("1 record was moved to another patient's file since"),
                "\(words.text)"
            )
            try await copy.open { controller, _ in
                await controller.expectErased(wrong.scan)
                let lost = await #expect(throws: VaultError.self) {
                    _ = try await controller.bytes(of: wrong.scan)
                }
                #expect(lost?.message.contains("lost here, not erased") == true)
                #expect(try await controller.bytes(of: wrong.note) == Sample.secondNote)
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    /// A course of care is the patient's whose it is; a statement of disagreement is the record's.
    @Test func whatIsLinkedGoesAlongAndACourseOfCareStays() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (wrong, right) = (copy.sample.leaving.patient, copy.sample.staying.patient)
                let begun = try #require(Day(iso8601: "2026-01-05"))
                let events = try #require(EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil))
                let episode = try await controller.openEpisode(of: wrong, events: events, by: Self.staff)
                let record = try await controller.store([:], as: .clinicalCore, episode: episode, for: wrong)
                let disputed = try await controller.rectify(
                    record,
                    to: [],
                    statement: Sample.form,
                    facts: Sample.disputeFacts
                )
                let statement = try #require(disputed.statement?.record)
                await expectError(.invalidInput) { _ = try await controller.move(statement, to: right) }
                await expectError(.notFound) { _ = try await controller.move(record, to: right, episode: 1) }
                let theirs = try await controller.openEpisode(of: right, events: events, by: Self.staff)
                let request = try MoveRequest(reason: "r", isConfirmed: true)
                let plan = try await controller.planMove(of: record, to: right, request, by: Self.staff)
                #expect(plan.leavesEpisode && Set(plan.records) == [record, statement])
                let result = try await controller.move(record, to: right, episode: theirs)
                #expect(result.records.count == 2 && result.versions == 2)
                let listed = try await controller.records(of: right)
                #expect(listed.first { $0.record == record }?.statements == [statement])
                #expect(try await controller.bytes(of: statement) == Sample.form)
                try await controller.expectSound()
            }
        }
    }

    @Test func theRulesAreAskedAndAPersonConfirms() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
                await expectError(.denied) {
                    _ = try await controller.move(wrong.note, to: right.patient, isConfirmed: false)
                }
                await expectError(.invalidInput) {
                    _ = try await controller.move(wrong.note, to: wrong.patient)
                }
                let identity = try await controller.identity(of: wrong.patient).record
                await expectError(.invalidInput) {
                    _ = try await controller.move(identity, to: right.patient)
                }
                await expectError(.notFound) { _ = try await controller.move(wrong.note, to: .random()) }
                await expectError(.denied) { _ = try MoveRequest(reason: " ") }
                // What is known to belong to somebody else is shown to nobody who treats; at the right place it is.
                _ = try await controller.classify(
                    [wrong.note],
                    as: nil,
                    stating: ["record.wrong_patient": "true", "hold.claim_open": "true"],
                    reason: "found",
                    isConfirmed: true,
                    by: Self.staff
                )
                await expectError(.denied) { _ = try await controller.bytes(of: wrong.note) }
                let request = try MoveRequest(reason: "r", isConfirmed: true)
                let plan = try await controller.planMove(
                    of: wrong.note,
                    to: right.patient,
                    request,
                    by: Self.staff
                )
                #expect(plan.obstacle == nil && plan.holds == ["hold.claim_open"])
                _ = try await controller.move(plan, request, by: Self.staff)
                #expect(try await controller.bytes(of: wrong.note) == Sample.secondNote)
                let facts = try await controller.history(of: wrong.note).map(\.facts.facts)
                #expect(
                    facts.allSatisfy { $0["record.wrong_patient"] == nil && $0["hold.claim_open"] == "true" }
                )
                await expectError(.denied) { _ = try await controller.erase(.records([wrong.note])) }
                try await controller.expectSound()
            }
        }
    }

    /// What was shown is what is done, and nothing is lost whoever writes meanwhile.
    @Test func aMoveMeetsOthersWhoWrite() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
                let request = try MoveRequest(reason: "r", isConfirmed: true)
                let plan = try await controller.planMove(
                    of: wrong.note,
                    to: right.patient,
                    request,
                    by: Self.staff
                )
                _ = try await controller.amend(wrong.note, to: Sample.form)
                await expectError(.conflict) { _ = try await controller.move(plan, request, by: Self.staff) }
                #expect(try await controller.records(of: wrong.patient).contains { $0.record == wrong.note })
                // Somebody else's document in between changes nothing.
                let other = try await controller.planMove(
                    of: wrong.scan,
                    to: right.patient,
                    request,
                    by: Self.staff
                )
                let stored = try await controller.store(Sample.form, for: right.patient)
                _ = try await controller.move(other, request, by: Self.staff)
                #expect(try await controller.bytes(of: stored) == Sample.form)
                #expect(try await controller.bytes(of: wrong.scan) == Sample.scan)
                async let moved = controller.move(wrong.note, to: right.patient)
                async let amended = controller.amend(wrong.note, to: Sample.firstNote)
                let outcomes = (try? await moved, try? await amended)
                #expect(outcomes.1 != nil)
                let bytes = try await controller.bytes(of: wrong.note)
                #expect(bytes == Sample.firstNote)
                try await controller.expectSound()
            }
        }
    }
}
