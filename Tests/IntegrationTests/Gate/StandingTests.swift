import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Every combination of an older, a middle and a newest database, key safe and ledger folder: what an operator reads, and
/// how it ends.
@Suite struct StandingTests {
    /// How a combination is met.
    private enum Standing {
        /// It opens. Three equal states that are not the newest are a whole machine put back: nothing inside knows better.
        case opens
        /// It stays closed with a sentence and opens once it is reconciled.
        case behind(String)
        /// It stays closed, whatever is said.
        case refused(String)
    }

    private static let states = 0..<3

    /// What is expected of states of database, key safe (with the ledger's head) and ledger folder.
    private static func standing(_ database: Int, _ safe: Int, _ tiles: Int, erasing: Bool) -> Standing {
        if tiles > safe || (erasing && database > safe) { return .refused("older key safe was put back") }
        // No epoch differs, but the database knows more of the ledger than was ever promised.
        if database > safe { return .refused("is older than the database") }
        guard database < safe else { return .opens }
        return .behind(
            erasing
                ? "this database is older than the last erasure" : "this database is older than its ledger"
        )
    }

    @Test(.enabled(if: Acceptance.isOn), arguments: [true, false])
    func everyCombination(erasing: Bool) async throws {
        try await VaultCopy.lend(limit: .seconds(1200)) { copy in
            try await play(in: copy, erasing: erasing)
            for database in Self.states {
                for safe in Self.states {
                    for tiles in Self.states {
                        let comment: Comment = "database \(database), key safe \(safe), ledger \(tiles)"
                        try await compose(copy, database, safe, tiles)
                        let expected = Self.standing(database, safe, tiles, erasing: erasing)
                        try await expect(expected, of: copy, comment)
                    }
                }
            }
        }
    }

    /// All of it put back together: it opens, and only a checkpoint from outside tells.
    @Test(.enabled(if: Acceptance.isOn)) func aWholeMachine() async throws {
        try await VaultCopy.lend { copy in
            try await play(in: copy, erasing: true)
            try await compose(copy, 1, 1, 1)
            let old = try await copy.lethe(["ledger", "status", "--controller", Sample.controller])
            let oldFile = try copy.file(old.output, named: "old.note")
            try await compose(copy, 2, 2, 2)
            let new = try await copy.lethe(["ledger", "status", "--controller", Sample.controller])
            let newFile = try copy.file(new.output, named: "new.note")
            let sound = try await copy.lethe(["vault", "check", "--checkpoint", oldFile])
            #expect(sound.code == 0 && sound.text.contains("kept outside"), "\(sound.text)")
            try await compose(copy, 0, 0, 0)
            try await expect(.opens, of: copy, "nothing inside can know better")
            let status = try await copy.lethe(["vault", "status"])
            #expect(status.code == 0 && status.text.contains("nothing in it can tell"), "\(status.text)")
            let found = try await copy.lethe(["vault", "check", "--checkpoint", newFile])
            #expect(found.code == 1, "\(found.talk)")
            #expect(found.text.contains("the whole vault was put back to an older state"), "\(found.text)")
            // It goes on, and is found all the same: another history from one beginning.
            for _ in 0..<4 {
                _ = try await copy.open { controller, _ in
                    try await controller.store(GateScene.later, for: copy.sample.staying.patient)
                }
            }
            let forked = try await copy.lethe(["vault", "check", "--checkpoint", newFile])
            #expect(forked.code == 1 && forked.text.contains("this ledger contradicts it"), "\(forked.text)")
            let foreign = try copy.file(Array("x".utf8), named: "no.note")
            let refused = try await copy.lethe(["vault", "check", "--checkpoint", foreign])
            #expect(refused.code != 0 && !refused.talk.isEmpty)
        }
    }

    /// Without the entries beside the head nobody can say what was promised: closed, with the mend.
    @Test(.enabled(if: Acceptance.isOn)) func aHeadWithoutEntries() async throws {
        try await VaultCopy.lend { copy in
            try await play(in: copy, erasing: false)
            try await compose(copy, 2, 2, 0)
            for place in copy.places {
                for folder in try FileManager.default.contentsOfDirectory(atPath: place) {
                    try? FileManager.default.removeItem(atPath: "\(place)/\(folder)/ledger-entries")
                }
            }
            try await expect(.refused("restore the ledger's directory"), of: copy, "no entries")
            try await compose(copy, 2, 2, 2)
            try await expect(.opens, of: copy, "the newest folder put back")
        }
    }

    /// A crash, or a failover that lost nothing, leaves the database behind the ledger: it repairs itself.
    @Test(.enabled(if: Acceptance.isOn)) func aCrashRepairsItself() async throws {
        try await VaultCopy.lend { copy in
            let file = try copy.file(GateScene.later, named: "later.bin")
            let killed = try await copy.care(
                ["record", "store", file, "--patient", copy.sample.staying.patient.description]
                    + Sample.classOptions,
                dieAt: CrashPoint(step: .ledgerCheckpointSigned, time: 1)
            )
            #expect(killed.wasKilled, "\(killed.talk)")
            try await expect(.opens, of: copy, "killed before the database knew its entries")
        }
    }

    /// Three states of a vault, the later ones with more stored and, if so, erased.
    private func play(in copy: VaultCopy, erasing: Bool) async throws {
        let patient = copy.sample.staying.patient
        for state in Self.states {
            try await copy.open { controller, _ in
                let record = try await controller.store(GateScene.document, for: patient)
                if state > 0 {
                    _ = try await controller.store(GateScene.later, for: patient)
                    if erasing { _ = try await controller.erase(.records([record])) }
                }
            }
            let folder = "\(copy.root)/\(state)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for (name, path) in parts(of: copy) { try await copy.copyTree(path, to: "\(folder)/\(name)") }
        }
    }

    private func parts(of copy: VaultCopy) -> [(name: String, path: String)] {
        [("postgres", copy.vault.path + "/postgres"), ("ledger", copy.vault.path + "/ledger")]
            + zip(["a", "b"], copy.places).map { ($0, $1) }
    }

    private func compose(_ copy: VaultCopy, _ database: Int, _ safe: Int, _ tiles: Int) async throws {
        for ((name, path), state) in zip(parts(of: copy), [database, tiles, safe, safe]) {
            try FileManager.default.removeItem(atPath: path)
            try await copy.copyTree("\(copy.root)/\(state)/\(name)", to: path)
        }
    }

    private func expect(_ expected: Standing, of copy: VaultCopy, _ comment: Comment) async throws {
        let open = try await OpenVault.open(copy.vault, options: .test())
        var reason: String?
        do {
            try await open.vault.controller(named: Sample.controller).expectSound(comment)
        } catch {
            reason = "\(error)"
        }
        let found = try await open.vault.shortfalls()
        switch expected {
        case .opens:
            #expect(reason == nil && found.isEmpty, comment)
        case .behind(let sentence):
            #expect(reason?.contains(sentence) == true, "\(comment): \(reason ?? "open")")
            for (row, _) in found { _ = try await open.vault.reconcile(row) }
            try await open.vault.controller(named: Sample.controller).expectSound(comment)
        case .refused(let sentence):
            #expect(reason != nil, comment)
            let all = found.map { "\($0.shortfall)" }.joined()
            #expect(all.contains(sentence), "\(comment): \(reason ?? "open"), \(all)")
        }
        try await open.close()
    }
}
