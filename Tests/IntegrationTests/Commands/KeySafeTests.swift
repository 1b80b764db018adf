import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Key safes that are wrong, missing, older or open to others, through the command line.
@Suite struct KeySafeTests {
    private static let noPlace = "no place of the key safe could be opened: check the places named"
    private static let reading = [
        "--controller", Sample.controller, "--as", Sample.staff, "--purpose", "treatment",
    ]

    private static let behind =
        "this database is older than the last erasure; it stays closed until 1 erasure has been repeated. "
        + "Put the newer database back; if it is gone for good, say `lethe vault reconcile`"
    private static let older =
        "an older key safe was put back: erasures were made that it does not know. Put the current key safe "
        + "back, or the other of its places"

    private func move(_ path: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: target)
    }

    /// The folder of the first controller in every place.
    private func folders(_ copy: VaultCopy) async throws -> [String] {
        let id = try await copy.open { controller, _ in controller.controller.id.description }
        return copy.places.map { "\($0)/\(id)" }
    }

    private func readNote(_ copy: VaultCopy) async throws -> Outcome {
        try await copy.lethe(["record", "read", copy.sample.staying.note.description] + Self.reading)
    }

    private func erase(_ copy: VaultCopy) async throws -> Outcome {
        try await copy.care(
            "patient",
            "erase",
            copy.sample.leaving.patient.description,
            "--ground",
            "Art 17",
            "--fact",
            Sample.groundFact,
            "--fact",
            Sample.roleFact,
            "--yes"
        )
    }

    /// Afterwards, with everything in its place again, the vault is whole.
    private func expectUnharmed(_ copy: VaultCopy) async throws {
        try await copy.open { controller, _ in
            try await controller.expectWhole(copy.sample.leaving)
            try await controller.expectWhole(copy.sample.staying)
            try await controller.expectSound()
        }
    }

    @Test func bothMissing() async throws {
        try await VaultCopy.lend { copy in
            for place in copy.places { try move(place, to: place + ".away") }
            try await readNote(copy).expectRefusal(1, Self.noPlace)
            try await erase(copy).expectRefusal(1, Self.noPlace)
            for place in copy.places { try move(place + ".away", to: place) }
            try await expectUnharmed(copy)
        }
    }

    @Test func ofAnotherVault() async throws {
        try await VaultCopy.lend { copy in
            let folders = try await folders(copy)
            // Somebody names the key safes of another vault; and renames the folders to make them fit.
            for place in copy.places { try move(place, to: place + ".away") }
            let strange = copy.root + "/strange"
            for command in [
                ["vault", "init", strange, "--key-safe", copy.places[0], "--key-safe", copy.places[1]]
                    + (SampleVault.needsWeakKeySafe ? ["--weak-key-safe"] : []),
                ["controller", "create", "Fremd", "--country", "DE", "--vault", strange],
            ] {
                let outcome = try await copy.lethe(command)
                try #require(outcome.code == 0, "\(outcome.talk)")
            }
            try await readNote(copy).expectRefusal(1, Self.noPlace)
            for folder in folders {
                let place = URL(filePath: folder).deletingLastPathComponent().path
                let name = try #require(try FileManager.default.contentsOfDirectory(atPath: place).first)
                try move(place + "/" + name, to: folder)
            }
            try await readNote(copy).expectRefusal(
                1,
                "a place of the key safe belongs to another vault or controller: check the places named"
            )
            for place in copy.places {
                try FileManager.default.removeItem(atPath: place)
                try move(place + ".away", to: place)
            }
            try await expectUnharmed(copy)
        }
    }

    @Test func oneOfTwoMissingAndBackAgain() async throws {
        try await VaultCopy.lend { copy in
            let place = copy.places[1]
            try move(place, to: place + ".away")
            #expect(try await readNote(copy).output == Sample.secondNote)
            try await erase(copy).expectRefusal(
                4,
                "1 of 2 key safes has confirmed; until the others do, copies can still be opened. "
                    + "Bring the missing key safe back, or make room on its disk, and run `lethe vault status`; "
                    + "`lethe key-safe list` names it. "
                    + "If it never can come back: `lethe help key-safe retire`"
            )
            // Closed for reading, and nobody is told "erased".
            let note = ["record", "read", copy.sample.leaving.note.description] + Self.reading
            try await copy.lethe(note).expectRefusal(2, "this record is closed for reading: an erasure runs")
            let waiting = try await copy.lethe(["vault", "status", "--format", "json"]).done()
            #expect(waiting["controllers"]?.arrayValue?.first?["waitingErasures"]?.integerValue == 1)
            #expect(
                try await copy.care("certificate", "list").done()["certificates"]?.arrayValue?.isEmpty == true
            )
            let unclean = try await copy.lethe(["vault", "check"])
            #expect(unclean.code == 1 && unclean.text.contains("FAIL"), "\(unclean.text)")
            // Others are read, stored and registered meanwhile.
            #expect(try await readNote(copy).output == Sample.secondNote)
            try await copy.care("patient", "register", "--identifier", "urn:mrn|3").done()

            try move(place + ".away", to: place)
            let status = try await copy.lethe(["vault", "status", "--format", "json"]).done()
            #expect(status["controllers"]?.arrayValue?.first?["waitingErasures"]?.integerValue == 0)
            try await copy.lethe(note).expectRefusal(2, "this record was erased; its certificate says when")
            #expect(try await copy.care("certificate", "list").done()["certificates"]?.arrayValue?.count == 1)
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    /// The same while a server owns the vault: nobody has to stop it.
    @Test func oneOfTwoMissingUnderAServer() async throws {
        try await VaultCopy.lend { copy in
            let place = copy.places[0]
            try await copy.served {
                try move(place, to: place + ".away")
                #expect(try await erase(copy).code == 4)
                #expect(try await readNote(copy).output == Sample.secondNote)
                try move(place + ".away", to: place)
                let status = try await copy.lethe(["vault", "status", "--format", "json"]).done()
                #expect(status["controllers"]?.arrayValue?.first?["waitingErasures"]?.integerValue == 0)
                #expect(
                    try await copy.care("certificate", "list").done()["certificates"]?.arrayValue?.count == 1
                )
            }
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    /// An index renewal that was interrupted does not keep the vault closed while a place is missing.
    @Test func oneOfTwoMissingAfterAnInterruptedRenewal() async throws {
        try await VaultCopy.lend { copy in
            let died = try await copy.lethe(
                ["key-safe", "renew", "index", "--controller", Sample.controller],
                dieAt: CrashPoint(step: .indexTokensWritten, time: 1)
            )
            #expect(died.wasKilled)
            let place = copy.places[0]
            try move(place, to: place + ".away")
            #expect(try await readNote(copy).output == Sample.secondNote)
            let found = try await copy.care(
                "patient",
                "find",
                "--purpose",
                "treatment",
                "--identifier",
                "urn:mrn|1"
            )
            #expect(found.code == 0, "\(found.talk)")
            try move(place + ".away", to: place)
            try await expectUnharmed(copy)
        }
    }

    @Test func olderOnesPutBack() async throws {
        try await VaultCopy.lend { copy in
            for place in copy.places { try await copy.copyTree(place, to: place + ".old") }
            #expect(try await erase(copy).code == 0)
            // One of two: it is brought up to date, and forgets what it had kept.
            try move(copy.places[0], to: copy.places[0] + ".new")
            try move(copy.places[0] + ".old", to: copy.places[0])
            #expect(try await readNote(copy).output == Sample.secondNote)
            try await copy.open { controller, _ in try await controller.expectSound() }
            // Both: refused.
            try await copy.copyTree(copy.places[1] + ".old", to: copy.places[0] + ".old")
            for place in copy.places {
                try move(place, to: place + ".mended")
                try move(place + ".old", to: place)
            }
            let refused = try await readNote(copy)
            #expect(refused.code == 1 && refused.output.isEmpty)
            #expect(refused.talk.contains("an older key safe was put back"), "\(refused.talk)")
            for place in copy.places {
                try FileManager.default.removeItem(atPath: place)
                try move(place + ".mended", to: place)
            }
            try await copy.open { controller, _ in
                await controller.expectErased(copy.sample.leaving.note)
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    /// The heads of the ledger lie beside the key safe; even with today's heads an older key safe is known by its epoch.
    @Test func olderOnesPutBackUnderTodaysHeads() async throws {
        try await VaultCopy.lend { copy in
            for place in copy.places { try await copy.copyTree(place, to: place + ".old") }
            #expect(try await erase(copy).code == 0)
            for folder in try await folders(copy) {
                let place = URL(filePath: folder).deletingLastPathComponent().path
                let old = folder.replacingOccurrences(of: place, with: place + ".old")
                try FileManager.default.removeItem(atPath: old + "/ledger-head")
                try FileManager.default.copyItem(
                    atPath: folder + "/ledger-head",
                    toPath: old + "/ledger-head"
                )
                try move(place, to: place + ".new")
                try move(place + ".old", to: place)
            }
            try await readNote(copy).expectRefusal(1, Self.older)
        }
    }

    @Test func databaseOlderThanTheLastErasure() async throws {
        try await VaultCopy.lend { copy in
            let vault = copy.vault.path
            try await copy.copyTree(vault, to: vault + ".old")
            #expect(try await erase(copy).code == 0)
            // The database alone.
            try move(vault + "/postgres", to: vault + "/postgres.new")
            try await copy.copyTree(vault + ".old/postgres", to: vault + "/postgres")
            try await readNote(copy).expectRefusal(1, Self.behind)
            // All of the vault's directory: it is a copy.
            try move(vault, to: vault + ".new")
            try move(vault + ".old", to: vault)
            let refused = try await readNote(copy)
            #expect(
                refused.code == 2 && refused.output.isEmpty && refused.talk.contains("this is a copy"),
                "\(refused.talk)"
            )
            try move(vault, to: vault + ".old")
            try move(vault + ".new", to: vault)
            try FileManager.default.removeItem(atPath: vault + "/postgres")
            try move(vault + "/postgres.new", to: vault + "/postgres")
            try await copy.open { controller, _ in
                await controller.expectErased(copy.sample.leaving.note)
                try await controller.expectSound()
            }
        }
    }

    /// Between the destruction of the keys and its entry in the ledger, only the key safe knows of the erasure.
    @Test func databaseOlderThanAnErasureThatIsNotInTheLedgerYet() async throws {
        try await VaultCopy.lend { copy in
            let database = copy.vault.cluster
            try await copy.copyTree(database, to: database + ".old")
            let died = try await copy.lethe(
                [
                    "patient", "erase", copy.sample.leaving.patient.description, "--ground", "Art 17",
                    "--fact", Sample.groundFact, "--fact", Sample.roleFact,
                    "--yes",
                    "--controller", Sample.controller, "--as", Sample.staff,
                ],
                dieAt: CrashPoint(step: .shredPunctured, time: 1)
            )
            #expect(died.wasKilled)
            try move(database, to: database + ".new")
            try move(database + ".old", to: database)
            try await readNote(copy).expectRefusal(1, Self.behind)
            try FileManager.default.removeItem(atPath: database)
            try move(database + ".new", to: database)
            try await copy.open { controller, _ in
                await controller.expectErased(copy.sample.leaving.note)
                #expect(try await controller.certificates().count == 1)
                try await controller.expectSound()
            }
        }
    }

    /// One place destroys, the other was away; then only the other is there: it must not pass for the whole.
    @Test func thePlaceThatMissedAnErasureAlone() async throws {
        try await VaultCopy.lend { copy in
            let (missed, destroyed) = (copy.places[0], copy.places[1])
            try move(missed, to: missed + ".away")
            #expect(try await erase(copy).code == 4)
            try move(missed + ".away", to: missed)
            try move(destroyed, to: destroyed + ".away")
            try await readNote(copy).expectRefusal(1, Self.older)
            try move(destroyed + ".away", to: destroyed)
            try await copy.open { controller, _ in
                await controller.expectErased(copy.sample.leaving.note)
                #expect(try await controller.certificates().count == 1)
                try await controller.expectSound()
            }
        }
    }

    @Test func openToOthers() async throws {
        try await VaultCopy.lend { copy in
            let folders = try await folders(copy)
            for path in [copy.places[0], folders[0], folders[1] + "/top-key", folders[0] + "/ledger.key"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                let before = try #require(attributes[.posixPermissions] as? NSNumber)
                try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)
                try await readNote(copy).expectRefusal(
                    1,
                    "\(path) is open to other users: take their permissions away (chmod go= \(path))"
                )
                try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: path)
            }
            // What is wrong with one controller does not close the other.
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folders[0])
            let other = try await copy.lethe([
                "patient", "register", "--identifier", "urn:mrn|8", "--controller", Sample.otherController,
                "--as", "A",
            ])
            #expect(other.code == 0, "\(other.talk)")
            let answer = try await copy.lethe(["vault", "status", "--format", "json"])
            #expect(answer.code == 4, "\(answer.talk)")
            let status = try #require(answer.json)
            let closed = status["controllers"]?.arrayValue?.first?["closed"]?.stringValue
            #expect(closed?.contains("is open to other users") == true)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folders[0])
            try await expectUnharmed(copy)
        }
    }
}
