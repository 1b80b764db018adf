import Foundation
import Testing
import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore

/// Every key moves to a fresh tree: the living stay readable, also from old copies with the key files; the erased do not
/// come back.
@Suite struct KeyRenewalTests {
    private struct Interruption: Error {}

    /// P3 and P4 in small: what was erased before, in the middle of and after a renewal opens from no old copy; what lives
    /// opens from each, with the key files and the key safe of today.
    @Test func oldCopiesOpenTheLivingAndNotTheErased() async throws {
        try await VaultCopy.lend { copy in
            let (living, late) = (copy.sample.staying, copy.sample.leaving)
            let (before, unmoved, moved) = try await copy.open { controller, _ in
                try await controller.makeOfficeRows()
                return (
                    try await Self.person("before", in: controller),
                    try await Self.person("unmoved", in: controller),
                    try await Self.person("moved", in: controller)
                )
            }
            try await Self.copyVault(copy, "oldest")
            let stop = Shared<DurableStep?>(.renewalTreeNoted)
            let faults = FaultPlan { step in if step == stop.value { throw Interruption() } }
            try await copy.open(faults: faults) { controller, _ in
                _ = try await controller.erase(.patient(before.patient))
                await #expect(throws: Interruption.self) { try await controller.renewKeys() }
                #expect(try await controller.keyRenewal().isBegun)
                // Nobody has moved: the keys of both trees are destroyed all the same.
                try await Self.expectBothTrees(of: .patient(unmoved.patient), controller)
                stop.update { $0 = .renewalBatchMoved }
                await #expect(throws: Interruption.self) { try await controller.renewKeys() }
                try await Self.expectBothTrees(of: .records([moved.note]), controller)
                try await controller.expectWhole(living)
            }
            // The machine stopped in the middle: it is gone on with.
            stop.update { $0 = nil }
            try await Self.copyVault(copy, "middle")
            try await copy.open { controller, _ in
                let record = try await controller.store(Sample.firstNote, for: living.patient)
                let report = try await controller.renewKeys()
                #expect(report.keySafes == 2 && report.moved.keys > 8)
                _ = try await controller.renewKeys()
                #expect(try await controller.bytes(of: record) == Sample.firstNote)
                _ = try await controller.erase(.patient(late.patient))
                try await controller.expectWhole(living)
                try await controller.expectSound()
            }
            for name in ["oldest", "middle"] {
                _ = try await copy.drill(name) { controller async throws -> Void in
                    await #expect(throws: KeyringError(.punctured, ""), "\(name)") {
                        _ = try await controller.bytes(of: living.note)
                    }
                    #expect(try await Self.saysThatAKeyFileIsMissing(controller), "\(name)")
                }
                try? FileManager.default.removeItem(atPath: copy.beside(name) + "/key-files")
                try await copy.copyTree(copy.vault.keyFiles, to: copy.beside(name) + "/key-files")
                _ = try await copy.drill(name) { controller async throws -> Void in
                    #expect(try await !Self.saysThatAKeyFileIsMissing(controller), "\(name)")
                    #expect(try await controller.bytes(of: living.note) == Sample.secondNote)
                    #expect(try await controller.bytes(of: living.note, version: 1) == Sample.firstNote)
                    #expect(try await controller.bytes(of: living.scan) == Sample.scan)
                    #expect(try await controller.bytes(of: moved.scan) == Sample.scan)
                    #expect(try await controller.identity(of: living.patient).identity.name == living.name)
                    #expect(controller.staff().map(\.name) == [ControllerVault.officeName])
                    for erased in [before.scan, unmoved.note, unmoved.scan, moved.note, late.note] {
                        await Self.expectGone(erased, in: controller, "\(name)")
                    }
                }
            }
        }
    }

    /// A copy from before a renewal that is put back serves again: its keys move to where the key safe has some.
    @Test func anOlderVaultIsPutBackAfterARenewal() async throws {
        try await VaultCopy.lend { copy in
            let (living, leaving) = (copy.sample.staying, copy.sample.leaving)
            try await copy.open { controller, _ in try await controller.makeOfficeRows() }
            try await Self.copyVault(copy, "old")
            try await copy.open { controller, _ in _ = try await controller.renewKeys() }
            try await copy.copyTree(copy.vault.keyFiles + "/.", to: copy.beside("old") + "/key-files")
            let old = VaultDirectory(copy.beside("old"))
            _ = try await OpenVault.adopt(old, options: .test())
            let open = try await OpenVault.open(old, options: .test())
            let controller = try await open.vault.controller(named: Sample.controller)
            try await controller.expectWhole(living)
            let record = try await controller.store(Sample.secondNote, for: living.patient)
            #expect(try await controller.bytes(of: record) == Sample.secondNote)
            _ = try await controller.register("urn:mrn|afterwards")
            _ = try await controller.erase(.patient(leaving.patient))
            #expect(controller.staff().map(\.name) == [ControllerVault.officeName])
            _ = try await controller.renewKeys()
            try await controller.expectWhole(living)
            try await controller.expectSound()
            try await open.close()
        }
    }

    /// Stores, amendments, courses of care and erasures go on while keys are renewed again and again; nothing is lost.
    @Test func othersWorkMeanwhile() async throws {
        try await VaultCopy.lend(limit: .seconds(180)) { copy in
            try await copy.open { controller, _ in
                let isOver = Shared(false)
                let stored = Shared<[(record: RecordID, content: [UInt8])]>([])
                var leaving: [PatientID] = []
                for number in 0..<3 {
                    leaving.append(try await Self.person("leaving \(number)", in: controller).patient)
                }
                let people = [copy.sample.staying, copy.sample.leaving]
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (worker, person) in (people + people).enumerated() {
                        group.addTask {
                            for round in 0... where !isOver.value {
                                let content = Sample.content(200 + worker, seed: UInt64(round))
                                let record = try await controller.store(content, for: person.patient)
                                #expect(try await controller.bytes(of: record) == content)
                                stored.update { $0.append((record, content)) }
                                _ = try await controller.amend(record, to: content)
                                if isOver.value { return }
                            }
                        }
                    }
                    group.addTask {
                        let begun = try #require(Day(iso8601: "2026-03-01"))
                        for round in 0... where !isOver.value {
                            let events = try #require(
                                EpisodeEvents(begun: begun, completed: nil, site: nil, label: "\(round)")
                            )
                            let number = try await controller.openEpisode(
                                of: people[0].patient,
                                events: events,
                                by: StaffMember(Sample.staff)
                            )
                            try await controller.completeEpisode(
                                number,
                                of: people[0].patient,
                                on: begun,
                                by: StaffMember(Sample.staff)
                            )
                            if isOver.value { return }
                        }
                    }
                    for patient in leaving {
                        async let renewal: Void = {
                            _ = try await controller.renewKeys { _ in
                                // One at a time.
                                await expectError(.conflict) { _ = try await controller.renewKeys() }
                            }
                        }()
                        _ = try await controller.erase(.patient(patient))
                        try await renewal
                    }
                    isOver.update { $0 = true }
                    try await group.waitForAll()
                }
                for (record, content) in stored.value {
                    #expect(try await controller.bytes(of: record) == content)
                }
                #expect(stored.value.count >= 4)
                for person in people { try await controller.expectWhole(person) }
                try await controller.expectSound()
            }
        }
    }

    private static func person(_ name: String, in controller: ControllerVault) async throws -> Sample.Person {
        try await Sample.Person.stored(in: controller, identifier: "urn:mrn|\(name)", name: "Weiß \(name)")
    }

    /// Copies the vault without its key files.
    private static func copyVault(_ copy: VaultCopy, _ name: String) async throws {
        let path = copy.beside(name)
        try await copy.copyTree(copy.vault.path, to: path)
        try? FileManager.default.removeItem(atPath: path + "/key-files")
        try FileManager.default.createDirectory(
            atPath: path + "/key-files",
            withIntermediateDirectories: true
        )
    }

    private static func saysThatAKeyFileIsMissing(_ controller: ControllerVault) async throws -> Bool {
        try await controller.overview().warnings.contains { $0.contains("whose key file is not here") }
    }

    /// Erases, and expects that the keys were destroyed in the old tree and in the new one.
    private static func expectBothTrees(of scope: ShredScope, _ controller: ControllerVault) async throws {
        _ = try await controller.erase(scope)
        let destroyed = try await controller.facilities.keySafe.punctures(after: Epoch(0)).last {
            $0.cause == .puncture(.erasure)
        }
        let trees = Dictionary(grouping: try #require(destroyed).prefixes, by: \.path)
        #expect(!trees.isEmpty && trees.values.allSatisfy { $0.map(\.tree.rawValue) == [1, 2] })
    }

    /// Expects that nothing opens a record.
    private static func expectGone(_ record: RecordID, in controller: ControllerVault, _ comment: Comment)
        async
    {
        do {
            _ = try await controller.bytes(of: record)
            Issue.record("\(comment): an erased record opens")
        } catch {
            let isErased = (error as? VaultError)?.code == .erased
            #expect(
                isErased || error as? KeyringError == KeyringError(.punctured, ""),
                "\(comment): \(error)"
            )
        }
    }
}

extension ControllerVault {
    static let officeName = "Ä. Verwalterin"

    /// Has the office keep something: a member of staff.
    func makeOfficeRows() async throws {
        let member = try #require(StaffMember(Self.officeName))
        _ = try await addStaff(member, roles: [.administrator], key: nil, by: nil)
    }
}
