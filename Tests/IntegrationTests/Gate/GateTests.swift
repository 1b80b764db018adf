import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A database that is older than its key safe or its ledger stays closed until it is reconciled (P5).
@Suite struct GateTests {
    private static let behind =
        "this database is older than the last erasure; it stays closed until 3 erasures have been repeated"
    private static let short = "this database is older than its ledger"

    @Test func theDatabaseAlone() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await scene.putBack("postgres")
            try await scene.expectClosed(Self.behind)
            let status = try await copy.lethe(["vault", "status"])
            #expect(status.text.contains("closed: \(Self.behind)"), "\(status.text)")

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
    @Test func onlyStoresLost() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy, erasing: false)
            try await scene.putBack("postgres")
            try await scene.expectClosed(Self.short)
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 0)
            #expect((done["unexplainedEntries"]?.integerValue ?? 0) >= 5)
            try await scene.expectReconciled(erasing: false)
            try await scene.expectFreshSlots()
        }
    }

    /// A whole copy of the vault's directory, adopted, with today's ledger in it.
    @Test func theWholeCopyAdopted() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            let vault = copy.vault.path
            try FileManager.default.moveItem(atPath: vault, toPath: vault + ".lost")
            try FileManager.default.moveItem(atPath: copy.root + "/old", toPath: vault)
            // Without the newest ledger nobody can say what was promised.
            let adopting = ["vault", "adopt", "--yes"]
            let refused = try await copy.lethe(adopting)
            #expect(refused.code == 1 && refused.talk.contains("restore the ledger's directory"), "\(refused.talk)")
            try FileManager.default.removeItem(atPath: vault + "/ledger")
            try await copy.copyTree(vault + ".lost/ledger", to: vault + "/ledger")
            let adopted = try await copy.lethe(adopting)
            #expect(adopted.code == 0 && adopted.text.contains("`lethe vault reconcile`"), "\(adopted.talk)")
            try await scene.expectClosed(Self.behind)
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 3)
            try await scene.expectReconciled()
            try await scene.expectFreshSlots()
        }
    }

    /// With the ledger's folder as old as the database, what was promised is not there: it stays closed, unchanged.
    @Test func theDatabaseTogetherWithTheLedger() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await scene.putBack("postgres", "ledger")
            try await scene.expectClosed(Self.behind)
            for arguments in [["--dry-run"], ["--yes"]] {
                let refused = try await copy.lethe(["vault", "reconcile"] + arguments)
                #expect(refused.code == 1, "\(refused.talk)")
                #expect(refused.talk.contains("restore the ledger's directory"), "\(refused.talk)")
            }
            try FileManager.default.removeItem(atPath: copy.vault.path + "/ledger")
            try await copy.copyTree(copy.root + "/new-ledger", to: copy.vault.path + "/ledger")
            #expect(try await scene.reconcile("--yes").done()["erasures"]?.integerValue == 3)
            try await scene.expectReconciled()
        }
    }

    /// The other way round nothing can be repeated: the key safe does not know it.
    @Test func aDatabaseAheadOfTheKeySafeIsRefused() async throws {
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
    @Test func theSameBackupTwice() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await GateScene.play(in: copy)
            try await scene.putBack("postgres")
            try await scene.reconcile("--yes").done()
            try await scene.expectFreshSlots()
            let between = try await GateScene.slots(in: copy)
            try FileManager.default.removeItem(atPath: copy.root + "/new-postgres")
            try await scene.putBack("postgres")
            let done = try await scene.reconcile("--yes").done()
            #expect(done["erasures"]?.integerValue == 4)
            let before = try await GateScene.slots(in: copy)
            try await scene.expectFreshSlots()
            let after = try await GateScene.slots(in: copy).subtracting(before)
            #expect(after.isDisjoint(with: between))
        }
    }

    /// Whose identity was corrected since has no record any more that says who they are; nobody else is concerned.
    @Test func aCorrectedIdentityIsLost() async throws {
        try await VaultCopy.lend { copy in
            try await copy.copyTree(copy.vault.cluster, to: copy.root + "/old-postgres")
            let (leaving, staying) = (copy.sample.leaving, copy.sample.staying)
            _ = try await copy.open { controller, _ in
                try await controller.rectify(leaving.patient, IdentityCorrection(identifiers: [], name: "Groß, Jörg"))
            }
            try FileManager.default.removeItem(atPath: copy.vault.cluster)
            try await copy.copyTree(copy.root + "/old-postgres", to: copy.vault.cluster)
            let done = try await copy.lethe(["vault", "reconcile", "--yes", "--format", "json"]).done()
            #expect(done["unnamedPatients"]?.integerValue == 1)
            try await copy.open { controller, _ in
                try await controller.expectWhole(staying)
                #expect(try await controller.find(leaving.name, born: "1970-01-02").isEmpty)
                #expect(try await controller.bytes(of: leaving.note) == Sample.secondNote)
            }
        }
    }
}
