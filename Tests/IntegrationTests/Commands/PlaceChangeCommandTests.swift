import Foundation
import TestSupport
import Testing
import VaultModel
import VaultStorage

/// Places of the key safe that come, leave and are lost, through the command line.
@Suite struct PlaceChangeCommandTests {
    /// The durable steps of a change of places.
    static let steps: [DurableStep] = [
        .placesBegun, .placeFilled, .safePagesWritten, .safeNewKeyWritten, .safeOldKeyDestroyed,
        .placesNoted, .placeVacated, .placesEnded,
    ]

    private func read(_ copy: VaultCopy, _ record: RecordID) async throws -> Outcome {
        try await copy.lethe(
            ["record", "read", record.description, "--controller", Sample.controller]
                + ["--as", Sample.staff, "--purpose", "treatment"]
        )
    }

    private func move(_ path: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: target)
    }

    private func erase(_ copy: VaultCopy) async throws -> Outcome {
        try await copy.care(
            ["patient", "erase", copy.sample.leaving.patient.description, "--ground", "Art 17"]
                + ["--fact", Sample.groundFact, "--fact", Sample.roleFact, "--yes"]
        )
    }

    private func expectWhole(_ copy: VaultCopy, _ places: [String], _ comment: Comment) async throws {
        #expect(try await read(copy, copy.sample.staying.note).output == Sample.secondNote, comment)
        let list = try await copy.lethe(["key-safe", "list", "--controller", Sample.controller])
        #expect(try VaultConfiguration(of: copy.vault).keySafes == places, comment)
        for place in places {
            #expect(list.text.contains("\(place): holds the newest keys and nothing older"), comment)
        }
    }

    /// A place breaks for good while an erasure waits for it.
    @Test(.enabled(if: Acceptance.isOn, "opens a vault many times: `make accept` runs it"))
    func aLostPlaceIsReplacedAndCertificatesSayThatItWasLost() async throws {
        try await VaultCopy.lend { copy in
            let (lost, new) = (copy.places[1], copy.root + "/c")
            try move(lost, to: lost + ".away")
            #expect(try await erase(copy).code == 4)
            let retiring = ["key-safe", "retire", lost, "--replace-by", new, "--yes"]
            let here = try await copy.lethe(retiring)
            #expect(
                here.code == 4 && here.talk.contains("bring it back, or declare it lost (--lost)"),
                "\(here.talk)"
            )
            let declared = try await copy.lethe(
                retiring + ["--lost", "--by", "A. Weber", "--declaration", "disk failed, shredded"]
            )
            #expect(declared.code == 0, "\(declared.talk)")
            #expect(
                declared.text.contains("the lost place opens nothing in this database"),
                "\(declared.text)"
            )
            try await expectWhole(copy, [copy.places[0], new], "replaced")
            // The erasure has ended, and its certificate says what it could not do.
            let list = try await copy.care("certificate", "list").done()
            let id = try #require(list["certificates"]?.arrayValue?.first?["certificate"]?.stringValue)
            let page = try await copy.lethe(
                ["certificate", "render", id, "--controller", Sample.controller]
            )
            #expect(page.text.contains("was declared lost on"), "\(page.talk)")
            #expect(page.text.contains("A. Weber"))
            #expect(page.text.contains("in both key safes; in 1 more, declared lost, they were not"))
            // When it turns up again, it is no place any more.
            try move(lost + ".away", to: lost)
            try await expectWhole(copy, [copy.places[0], new], "turned up")
        }
    }

    @Test(
        .enabled(if: Acceptance.isOn, "kills a command at every step: `make accept` runs it"),
        arguments: [true, false]
    )
    func killedAtEveryStepItGoesOnByItself(isAdding: Bool) async throws {
        try await VaultCopy.lend { copy in
            var places = copy.places
            for (number, step) in Self.steps.enumerated() where !isAdding || step != .placeVacated {
                // Both controllers reach each step, but for the first and the last.
                for time in [.placesBegun, .placesEnded].contains(step) ? [1] : [1, 2] {
                    let new = "\(copy.root)/new-\(number)-\(time)"
                    let command =
                        isAdding
                        ? ["key-safe", "add", new]
                        : ["key-safe", "retire", places[0], "--replace-by", new, "--yes"]
                    let point = CrashPoint(step: step, time: time)
                    let outcome = try await copy.lethe(command, dieAt: point)
                    #expect(outcome.wasKilled, "\(point): \(outcome.code) \(outcome.talk)")
                    if isAdding { places.append(new) } else { places[0] = new }
                    // Whatever opens the vault next goes on with it.
                    try await expectWhole(copy, places, "\(point)")
                }
            }
            let check = try await copy.lethe(["vault", "check", "--deep"])
            #expect(check.code == 0, "\(check.text)")
        }
    }

    @Test(.enabled(if: Acceptance.isOn, "opens a vault many times: `make accept` runs it"))
    func mistakesAreRefusedAndABadNewPlaceIsGivenUp() async throws {
        try await VaultCopy.lend { copy in
            func refused(_ arguments: String..., saying words: String, code: Int32) async throws {
                let outcome = try await copy.lethe(["key-safe"] + arguments)
                #expect(outcome.code == code && outcome.talk.contains(words), "\(outcome.talk)")
            }
            try await refused("add", copy.places[0], saying: "is a place of the key safe already", code: 64)
            try await refused("add", copy.vault.path + "/inside", saying: "in the data directory", code: 1)
            try await refused(
                "retire",
                copy.root + "/nowhere",
                saying: "is no place of the key safe",
                code: 2
            )
            let shown = try await copy.lethe(["key-safe", "retire", copy.places[0], "--dry-run"])
            #expect(shown.code == 0 && shown.text.contains("is destroyed for good"), "\(shown.talk)")
            try await expectWhole(copy, copy.places, "nothing was changed")
            try await refused(
                "retire",
                copy.places[0],
                "--lost",
                saying: "--by NAME --declaration TEXT",
                code: 64
            )
            try await refused(
                "retire",
                copy.places[0],
                "--yes",
                "--lost",
                "--by",
                "A",
                "--declaration",
                "B",
                saying: "is there: retire it without --lost",
                code: 1
            )
            try await refused(
                "add",
                copy.root + "/c",
                "--quorum",
                "2",
                saying: "cannot be turned into",
                code: 64
            )
            try await copy.served {
                try await refused("add", copy.root + "/c", saying: "a server has this vault open", code: 1)
            }
            // A place that is away is found before anything is written, also where an empty directory is left of it.
            let (away, held) = (copy.places[1], copy.root + "/held")
            try move(away, to: held)
            try FileManager.default.createDirectory(
                atPath: away,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
            try await refused("add", copy.root + "/c", saying: "every place that stays", code: 4)
            try await refused("retire", away, "--yes", saying: "cannot be destroyed: bring it back", code: 4)
            #expect(try await read(copy, copy.sample.staying.note).output == Sample.secondNote)
            try FileManager.default.removeItem(atPath: away)
            try move(held, to: away)
            // So is a key safe that lies where the new place is to be.
            try FileManager.default.copyItem(atPath: away, toPath: held)
            try await refused("add", held, saying: "name an empty directory", code: 1)
            try await expectWhole(copy, copy.places, "nothing was changed")
            // The new place fails before any key safe has taken it.
            let bad = copy.root + "/bad"
            let outcome = try await copy.lethe(
                ["key-safe", "add", bad],
                dieAt: CrashPoint(step: .placesBegun, time: 1)
            )
            #expect(outcome.wasKilled)
            try FileManager.default.removeItem(atPath: bad)
            _ = try copy.file([], named: "bad")
            #expect(try await read(copy, copy.sample.staying.note).code == 1)
            let other = try await copy.lethe(["key-safe", "add", copy.root + "/d"])
            #expect(other.code == 1 && other.talk.contains("has not ended"), "\(other.talk)")
            let given = try await copy.lethe(["key-safe", "retire", bad, "--yes"])
            #expect(given.code == 0, "\(given.talk)")
            try await expectWhole(copy, copy.places, "given up")
        }
    }
}
