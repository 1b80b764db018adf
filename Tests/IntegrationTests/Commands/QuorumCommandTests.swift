import Foundation
import TestSupport
import Testing

/// A key safe that opens with two of three places, through the command line.
@Suite struct QuorumCommandTests {
    /// A vault of its own with a quorum, and one patient with a note.
    private struct Scene {
        let copy: VaultCopy
        let vault: String
        let places: [String]
        var note = ""
        var patient = ""

        init(_ copy: VaultCopy) async throws {
            self.copy = copy
            vault = copy.root + "/quorum"
            places = (1...3).map { [root = copy.root] in "\(root)/share-\($0)" }
            let naming = places.flatMap { ["--key-safe", $0] }
            let weak = SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : []
            let refused = try await copy.lethe(["vault", "init", vault] + naming + ["--quorum", "4"])
            #expect(refused.code != 0)
            let made = try await copy.lethe(["vault", "init", vault, "--quorum", "2"] + naming + weak)
            try #require(made.code == 0, "\(made.talk)")
            try await lethe("controller", "create", Sample.controller, "--country", "DE").expectDone()
            let facts = Sample.house.flatMap { ["--fact", "\($0.key)=\($0.value)"] }
            try await lethe(["controller", "facts", Sample.controller, "--as", Sample.staff] + facts)
                .expectDone()
            let registered = try await lethe(
                [
                    "patient", "register", "--identifier", "urn:mrn|1", "--as", Sample.staff, "--format",
                    "json",
                ]
            ).done()
            patient = try #require(registered["patient"]?.stringValue)
            let file = try copy.file(Sample.firstNote, named: "note.txt")
            let stored = try await lethe(
                ["record", "store", file, "--patient", patient, "--as", Sample.staff, "--format", "json"]
                    + Sample.classOptions
            ).done()
            note = try #require(stored["record"]?.stringValue)
        }

        func lethe(_ arguments: String...) async throws -> Outcome { try await lethe(arguments) }

        func lethe(_ arguments: [String]) async throws -> Outcome {
            try await copy.lethe(arguments + ["--vault", vault])
        }

        func read() async throws -> Outcome {
            try await lethe("record", "read", note, "--as", Sample.staff, "--purpose", "treatment")
        }

        func erase() async throws -> Outcome {
            try await lethe(
                ["patient", "erase", patient, "--ground", "Art 17", "--yes", "--as", Sample.staff]
                    + ["--fact", Sample.groundFact, "--fact", Sample.roleFact]
            )
        }

        func hide(_ index: Int) throws {
            try FileManager.default.moveItem(atPath: places[index], toPath: places[index] + ".away")
        }

        func bringBack(_ index: Int) throws {
            try FileManager.default.moveItem(atPath: places[index] + ".away", toPath: places[index])
        }
    }

    @Test(.enabled(if: Acceptance.isOn, "makes a vault of its own: `make accept` runs it"))
    func twoOfThreePlacesOpenAndOneDoesNot() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await Scene(copy)
            let places = scene.places
            let whole = try await scene.lethe("key-safe", "list")
            #expect(whole.text.hasPrefix("key shares in 3 places, any 2 of which open, "))
            try scene.hide(0)
            let one = try await scene.lethe("key-safe", "list")
            #expect(one.code == 0 && one.text.contains("\(places[0]): not available"))
            #expect(try await scene.read().output == Sample.firstNote)
            try scene.hide(1)
            let two = try await scene.lethe("key-safe", "list")
            #expect(two.code == 1 && two.talk.contains(places[0]) && two.talk.contains(places[1]))
            #expect(try await scene.read().code == 1)
            try scene.bringBack(0)
            let back = try await scene.lethe("key-safe", "list")
            #expect(
                back.code == 0 && back.text.contains("\(places[0]): holds the newest keys and nothing older")
            )
            try scene.bringBack(1)
        }
    }

    /// What the data protection officer reads while a place is away, and after it came back.
    @Test(.enabled(if: Acceptance.isOn, "makes a vault of its own: `make accept` runs it"))
    func anErasureWaitsForAPlaceAndALostOneIsReplaced() async throws {
        try await VaultCopy.lend { copy in
            let scene = try await Scene(copy)
            try scene.hide(2)
            // Changes that a vault itself needs wait, too; reading goes on.
            #expect(try await scene.read().output == Sample.firstNote)
            let waiting = try await scene.erase()
            #expect(
                waiting.code == 4 && waiting.talk.contains("bring back \(scene.places[2])"),
                "\(waiting.talk)"
            )
            #expect(try await scene.read().code == 2)
            let status = try await scene.lethe("vault", "status")
            #expect(status.text.contains("1 erasure not finished"), "\(status.text)")
            // It comes back as it was before, and the erasure goes on by itself.
            try scene.bringBack(2)
            let after = try await scene.lethe("vault", "status")
            #expect(!after.text.contains("not finished"), "\(after.text)")
            let list = try await scene.lethe("certificate", "list", "--format", "json").done()
            let id = try #require(list["certificates"]?.arrayValue?.first?["certificate"]?.stringValue)
            let page = try await scene.lethe("certificate", "render", id)
            #expect(page.text.contains("any 2 of which open"), "\(page.talk)")

            // One is lost for good: with the two others the vault gets a third with shares of its own.
            try scene.hide(1)
            let new = copy.root + "/share-4"
            let replaced = try await scene.lethe(
                [
                    "key-safe", "retire", scene.places[1], "--replace-by", new, "--yes", "--lost", "--by",
                    "A. Weber",
                ]
                    + ["--declaration", "stolen"]
            )
            #expect(replaced.code == 0, "\(replaced.talk)")
            #expect(!replaced.text.contains("Renewed"))
            let three = try await scene.lethe("key-safe", "list")
            #expect(three.text.hasPrefix("key shares in 3 places, any 2 of which open, "), "\(three.talk)")
            #expect(three.text.contains("\(new): holds the newest keys and nothing older"))
            #expect(three.text.contains("declared lost on"))
            let four = try await scene.lethe("key-safe", "add", copy.root + "/share-5")
            #expect(four.code == 0 && four.text.hasPrefix("The key safe has 4 places"), "\(four.talk)")
            let shares = try await scene.lethe("key-safe", "list")
            #expect(shares.text.hasPrefix("key shares in 4 places, any 3 of which open, "), "\(shares.text)")
            // One that leaves again does not leave a quorum that needs all of its places.
            let less = try await scene.lethe("key-safe", "retire", copy.root + "/share-5", "--yes")
            #expect(
                less.code == 0 && less.text.contains("The key safe has 3 places, any 2 of which open"),
                "\(less.text)"
            )
            let check = try await scene.lethe("vault", "check")
            #expect(check.code == 0, "\(check.text)")
        }
    }
}
