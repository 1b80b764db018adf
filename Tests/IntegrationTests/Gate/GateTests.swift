import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A database that is older than its key safe or its ledger stays closed until it is reconciled (P5).
@Suite struct GateTests {
    private static let behind =
        "this database is older than the last erasure; it stays closed until 3 erasures have been repeated"
    private static let short = "this database is older than its ledger"

    /// The small form of what follows.
    @Test func anErasureIsRepeated() async throws {
        try await VaultCopy.lend { copy in
            let (note, scan) = (copy.sample.leaving.note, copy.sample.leaving.scan)
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            let lost = try await copy.open { controller, _ in
                _ = try await controller.erase(.records([note]))
                return try await controller.store(GateScene.later, for: copy.sample.staying.patient)
            }
            try await copy.putBack("postgres")
            let open = try await OpenVault.open(copy.vault, options: .test())
            await expectError(.unusable) { _ = try await open.vault.controller(named: Sample.controller) }
            let found = try await open.vault.shortfalls()
            #expect(try found.first?.shortfall.get().erasures.count == 1)
            for (row, _) in found { #expect(try await open.vault.reconcile(row).erasures == 1) }
            let controller = try await open.vault.controller(named: Sample.controller)
            await controller.expectErased(note)
            await expectError(.notFound) { _ = try await controller.bytes(of: lost) }
            #expect(try await controller.bytes(of: scan) == Sample.scan)
            try await controller.expectSound()
            try await open.close()
        }
    }

    @Test(.enabled(if: Acceptance.isOn)) func theDatabaseAlone() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await copy.putBack("postgres")
            try await scene.expectClosed(Self.behind)
            let status = try await copy.lethe(["vault", "status"])
            #expect(status.code == 4 && status.text.contains("closed: \(Self.behind)"), "\(status.text)")

            let shown = try await scene.reconcile("--dry-run").done()
            #expect(shown["erasures"]?.arrayValue?.count == 3)
            let entries = try #require(shown["unexplainedEntries"]?.integerValue)
            // Four stored or amended, one of them a correction with its event, a newcomer, three erasures.
            #expect(entries >= 10 && entries % 16 == 0, "\(entries)")
            let words = try await copy.lethe(["vault", "reconcile", "--dry-run"])
            #expect(words.text.contains("3 erasures will be repeated"), "\(words.text)")
            #expect(words.text.contains("Art 33"), "\(words.text)")
            try await scene.expectClosed(Self.behind)
            let unasked = try await scene.reconcile()
            #expect(unasked.code == 64 && unasked.talk.contains("--yes"), "\(unasked.talk)")
            try await scene.expectClosed(Self.behind)

            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 3)
            #expect(done["unexplainedEntries"]?.integerValue == entries)
            #expect(done["unnamedPatients"]?.integerValue == 0)
            try await scene.expectReconciled()
            let again = try await scene.reconcile("--yes").done()
            #expect(again["behind"]?.boolValue == false)
            try await scene.expectFreshSlots()
        }
    }

    /// Nothing was erased since: only the ledger tells.
    @Test(.enabled(if: Acceptance.isOn)) func onlyStoresLost() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy, erasing: false)
            try await copy.putBack("postgres")
            try await scene.expectClosed(Self.short)
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 0)
            #expect((done["unexplainedEntries"]?.integerValue ?? 0) >= 5)
            try await scene.expectReconciled(erasing: false)
            try await scene.expectFreshSlots()
        }
    }

    /// A whole copy of the vault's directory, adopted: what its ledger lacks is kept beside the key safe.
    @Test(.enabled(if: Acceptance.isOn)) func theWholeCopyAdopted() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            let vault = copy.vault.path
            try FileManager.default.moveItem(atPath: vault, toPath: vault + ".lost")
            try FileManager.default.moveItem(atPath: copy.root + "/old", toPath: vault)
            let adopted = try await copy.lethe(["vault", "adopt", "--yes"])
            #expect(adopted.code == 0 && adopted.text.contains("`lethe vault reconcile`"), "\(adopted.talk)")
            try await scene.expectClosed(Self.behind)
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 3)
            try await scene.expectReconciled()
            try await scene.expectFreshSlots()
        }
    }

    /// With the ledger's folder as old as the database, what was promised is in the key safe alone.
    @Test(.enabled(if: Acceptance.isOn)) func theDatabaseTogetherWithTheLedger() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await copy.putBack("postgres", "ledger")
            try await scene.expectClosed(Self.behind)
            #expect(try await scene.reconcile("--yes").done()["erasures"]?.integerValue == 3)
            try await scene.expectReconciled()
            try await scene.expectFreshSlots()
        }
    }

    /// The other way round nothing can be repeated: the key safe does not know it.
    @Test(.enabled(if: Acceptance.isOn)) func aDatabaseAheadOfTheKeySafeIsRefused() async throws {
        try await VaultCopy.lend { copy in
            for place in copy.places { try await copy.copyTree(place, to: place + ".old") }
            _ = try await copy.open { controller, _ in
                try await controller.erase(.patient(copy.sample.leaving.patient))
            }
            for place in copy.places {
                try FileManager.default.removeItem(atPath: place)
                try FileManager.default.moveItem(atPath: place + ".old", toPath: place)
            }
            let refused = try await copy.lethe(["vault", "reconcile", "--yes"])
            #expect(refused.code == 1 && refused.output.isEmpty, "\(refused.text)")
            #expect(refused.talk.contains("an older key safe was put back"), "\(refused.talk)")
        }
    }

    /// The same older database twice: what was handed out in between is not handed out again.
    @Test(.enabled(if: Acceptance.isOn)) func theSameBackupTwice() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await copy.putBack("postgres")
            try await scene.reconcile("--yes").done()
            try await scene.expectFreshSlots()
            let between = try await GateScene.slots(in: copy)
            try FileManager.default.removeItem(atPath: copy.root + "/new-postgres")
            try await copy.putBack("postgres")
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 4)
            let before = try await GateScene.slots(in: copy)
            try await scene.expectFreshSlots()
            let after = try await GateScene.slots(in: copy).subtracting(before)
            #expect(after.isDisjoint(with: between))
        }
    }

    /// Whose identity was corrected since has no record any more that says who they are; nobody else is concerned.
    ///
    /// What stood on the whole file stands on each record, and somebody says again who it is.
    @Test(.enabled(if: Acceptance.isOn)) func aCorrectedIdentityIsLost() async throws {
        try await VaultCopy.lend { copy in
            try await copy.copyTree(copy.vault.cluster, to: copy.root + "/old-postgres")
            let (leaving, staying) = (copy.sample.leaving, copy.sample.staying)
            let staff = StaffMember(Sample.staff)
            try await copy.open { controller, _ in
                try await controller.rectify(
                    leaving.patient,
                    IdentityCorrection(identifiers: [], name: "Groß, Jörg")
                )
                try await controller.state(
                    ["hold.claim_open": "true"],
                    about: leaving.patient,
                    reason: "letter",
                    by: staff
                )
            }
            try FileManager.default.removeItem(atPath: copy.vault.cluster)
            try await copy.copyTree(copy.root + "/old-postgres", to: copy.vault.cluster)
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["unnamedPatients"]?.integerValue == 1)
            #expect(done["narrowingsRepeated"]?.integerValue == 1)
            let listed = try await copy.care("patient", "identify").done()
            #expect(listed["patients"]?.arrayValue == [.string(leaving.patient.description)])
            try await copy.open { controller, _ in
                try await controller.expectSound()
                try await controller.expectWhole(staying)
                #expect(try await controller.find(leaving.name, born: "1970-01-02").isEmpty)
                #expect(try await controller.bytes(of: leaving.note) == Sample.secondNote)
                for record in [leaving.note, leaving.scan] {
                    for version in try await controller.history(of: record) {
                        #expect(version.facts.facts["hold.claim_open"] == "true")
                    }
                    await expectError(.denied) { _ = try await controller.erase(.records([record])) }
                }
                await expectError(.denied) { _ = try await controller.erase(.patient(leaving.patient)) }
                #expect(
                    try await controller.history(of: staying.note).allSatisfy { $0.facts.asserted == nil }
                )
            }
            let naming = ["patient", "identify", leaving.patient.description, "--name", "Groß, Jörg"]
            let taken = try await copy.care(naming + ["--identifier", staying.identifier])
            #expect(taken.code != 0 && taken.output.isEmpty, "\(taken.talk)")
            let named = ["--identifier", leaving.identifier, "--birth-date", "1970-01-02"]
            try await copy.care(naming + named).done()
            let again = try await copy.care(naming + named)
            #expect(again.talk.contains("`lethe patient rectify`"), "\(again.talk)")
            try await copy.open { controller, _ in
                #expect(try await controller.unnamedPatients().isEmpty)
                #expect(try await controller.find("Groß, Jörg", born: "1970-01-02") == [leaving.patient])
                try await controller.expectWhole(leaving)
                #expect(try await controller.identity(of: leaving.patient).identity.name == "Groß, Jörg")
                try await controller.expectSound()
                try await controller.rectify(leaving.patient, IdentityCorrection(name: "Groß, J."))
                try await controller.expectSound()
                await expectError(.denied) { _ = try await controller.erase(.patient(leaving.patient)) }
            }
        }
    }

    /// Neither erased nor stored: each alone is found by the ledger.
    @Test(.enabled(if: Acceptance.isOn), arguments: Change.allCases)
    func onlyThisLost(_ change: Change) async throws {
        try await VaultCopy.lend { copy in
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            try await copy.open { controller, _ in try await change.make(in: controller, copy.sample.staying)
            }
            let lost = try await GateScene.slots(in: copy)
            try await copy.putBack("postgres")
            let closed = try await copy.lethe(["vault", "reconcile"])
            #expect(
                closed.code == 64 && closed.talk.contains("Lost: the ledger has 16 entries"),
                "\(closed.talk)"
            )
            let done = try await copy.lethe(["vault", "reconcile", "--yes"])
            #expect(done.code == 0, "\(done.talk)")
            let before = try await GateScene.slots(in: copy)
            try await copy.open { controller, _ in
                try await change.make(in: controller, copy.sample.staying)
                try await controller.expectSound()
            }
            let after = try await GateScene.slots(in: copy).subtracting(before)
            #expect(after.isDisjoint(with: lost.subtracting(before)))
        }
    }

    /// What waited when the database was copied got its place together with what came later: not a crash.
    @Test(.enabled(if: Acceptance.isOn)) func oneBatchBehind() async throws {
        try await VaultCopy.lend { copy in
            let first = try copy.file(GateScene.document, named: "first.bin")
            let storing = ["record", "store", first, "--patient", copy.sample.staying.patient.description]
            let killed = try await copy.lethe(
                storing + Sample.classOptions + ["--controller", Sample.controller, "--as", Sample.staff],
                dieAt: CrashPoint(step: .storeCommitted, time: 1)
            )
            #expect(killed.wasKilled)
            // Its cluster ends some time after it; this waits for that.
            let waiting = try await copy.database { session in
                try session.queryOne("SELECT count(*) FROM log_queue")?.int64(0)
            }
            #expect(waiting == 1)
            try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
            let second = try await copy.open { controller, _ in
                try await controller.store(GateScene.later, for: copy.sample.staying.patient)
            }
            try await copy.putBack("postgres")
            let closed = try await copy.care(
                "record",
                "read",
                copy.sample.staying.note.description,
                "--purpose",
                "treatment"
            )
            #expect(
                closed.code == 1 && closed.talk.contains("15 entries of it are unknown here"),
                "\(closed.talk)"
            )
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["unexplainedEntries"]?.integerValue == 15)
            try await copy.open { controller, _ in
                await expectError(.notFound) { _ = try await controller.bytes(of: second) }
                try await controller.expectSound()
            }
        }
    }
}
