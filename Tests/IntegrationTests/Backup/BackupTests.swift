import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A backup is made of a vault that serves, holds everything that was acknowledged before, and opens for a drill.
@Suite struct BackupTests {
    /// Stores and an erasure go on while it is made; the living are read byte for byte, who is erased later by nobody.
    @Test func madeWhileTheVaultServes() async throws {
        try await VaultCopy.lend { copy in
            let sample = copy.sample
            let (before, during) = try await copy.open { controller, open in
                let before = try await controller.store(
                    Sample.content(500_000, seed: 3),
                    for: sample.staying.patient
                )
                let isMade = Shared(false)
                let storing = Task {
                    var stored: [RecordID: [UInt8]] = [:]
                    var seed: UInt64 = 100
                    while !isMade.value || stored.count < 4 {
                        seed += 1
                        let bytes = Sample.content(seed % 2 == 0 ? 300_000 : 2000, seed: seed)
                        stored[try await controller.store(bytes, for: sample.staying.patient)] = bytes
                    }
                    return stored
                }
                let leaving = try await controller.register("urn:mrn|short")
                _ = try await controller.store(Sample.scan, for: leaving)
                let erasing = Task { _ = try await controller.erase(.patient(leaving)) }
                let end = try #require(Day(iso8601: "2199-12-31"))
                _ = try await open.makeBackup(in: copy.beside("backup"), label: nil, expiresOn: end)
                isMade.update { $0 = true }
                try await erasing.value
                let during = try await storing.value
                let report = try await open.verifyBackup(
                    in: copy.beside("backup"),
                    sample: nil,
                    scratch: copy.root
                )
                let drill = try #require(report.drills.first { $0.controller == Sample.controller }?.drill)
                // What was just being erased when the database was read is neither.
                #expect(
                    drill.damaged == 0 && drill.whole >= 9 && drill.whole + drill.erased <= drill.versions
                )
                #expect(try await open.backups().map(\.state) == [.made])
                #expect(try await open.backups().allSatisfy { $0.verifiedAt != nil })
                // The rest of the verification is gone.
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: copy.root).allSatisfy {
                        !$0.hasPrefix("lethe-verify")
                    }
                )
                _ = try await controller.erase(.patient(sample.leaving.patient))
                try await controller.expectSound()
                return (before, during)
            }
            try await copy.restoreBackup()
            try await copy.drill { controller in
                #expect(try await controller.bytes(of: sample.staying.note, version: 1) == Sample.firstNote)
                #expect(try await controller.bytes(of: sample.staying.note) == Sample.secondNote)
                #expect(try await controller.bytes(of: sample.staying.scan) == Sample.scan)
                #expect(try await controller.bytes(of: before) == Sample.content(500_000, seed: 3))
                for (record, bytes) in during {
                    do {
                        #expect(try await controller.bytes(of: record) == bytes)
                    } catch let error as VaultError {
                        #expect(error.code == .notFound, "stored after the backup was taken, or whole")
                    }
                }
                for record in [sample.leaving.note, sample.leaving.scan] {
                    await #expect(throws: (any Error).self) { _ = try await controller.bytes(of: record) }
                }
                let identifier = try #require(PatientIdentifier(sample.leaving.identifier))
                #expect(try await controller.find(identifier).isEmpty)
            }
        }
    }

    /// On a machine with nothing but the backup and today's key safe: a copy that reads; adopted, a whole vault.
    @Test func restoredOnAnEmptyMachine() async throws {
        try await VaultCopy.lend { copy in
            let keyFiles = copy.vault.keyFiles
            try FileManager.default.createDirectory(atPath: keyFiles, withIntermediateDirectories: false)
            try Data("old".utf8).write(to: URL(filePath: keyFiles + "/1.keys"))
            try await copy.served {
                try await copy.makeBackup()
                let verified = try await copy.lethe([
                    "backup", "verify", copy.beside("backup"), "--sample", "0",
                ])
                #expect(verified.code == 0 && verified.text.contains("byte for byte"), "\(verified.talk)")
            }
            let later = copy.beside("later")
            try await copy.copyTree(keyFiles, to: later)
            try Data("new".utf8).write(to: URL(filePath: later + "/2.keys"))
            try FileManager.default.removeItem(atPath: copy.vault.path)
            var places: [String] = []
            for (number, place) in copy.places.enumerated() {
                let moved = copy.beside("today-\(number)")
                try FileManager.default.moveItem(atPath: place, toPath: moved)
                places += ["--key-safe", moved]
            }
            // Even where the original was, it is a copy.
            try await copy.restoreBackup(to: "v", places + ["--key-files", later])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: keyFiles).sorted() == [
                    "1.keys", "2.keys",
                ]
            )
            // What stands for key files here is none.
            try FileManager.default.removeItem(atPath: keyFiles)
            let refused = try await copy.lethe(["vault", "status"])
            #expect(
                refused.code == 2 && refused.talk.contains("this is a copy of the vault"),
                "\(refused.talk)"
            )
            try await copy.drill("v") { try await $0.expectWhole(copy.sample.staying) }
            let adopted = try await copy.lethe(["vault", "adopt", "--yes"])
            #expect(adopted.code == 0, "\(adopted.talk)")
            try await copy.open { controller, open in
                try await controller.expectSound()
                try await controller.expectWhole(copy.sample.leaving)
                // It knows of the backup that it came from.
                #expect(try await open.backups().map(\.state) == [.made])
                let later = try await controller.store(Sample.firstNote, for: copy.sample.leaving.patient)
                #expect(try await controller.bytes(of: later) == Sample.firstNote)
                _ = try await controller.erase(.patient(copy.sample.leaving.patient))
                try await controller.expectSound()
            }
        }
    }

    /// The same for a database on a server of the house: it is restored with a cluster of its own.
    @Test func ofADatabaseOfTheHouse() async throws {
        try await VaultCopy.lend(onServersWithStandby: false) { copy, _ in
            try await copy.open { controller, open in
                let end = try #require(Day(iso8601: "2199-12-31"))
                _ = try await open.makeBackup(in: copy.beside("backup"), label: nil, expiresOn: end)
                _ = try await open.verifyBackup(
                    in: copy.beside("backup"),
                    sample: nil,
                    scratch: copy.root
                )
                _ = try await controller.erase(.patient(copy.sample.leaving.patient))
            }
            try await copy.restoreBackup()
            try await copy.drill { controller in
                let scan = try await controller.bytes(of: copy.sample.staying.scan)
                #expect(scan == Sample.scan)
                await #expect(throws: (any Error).self) {
                    _ = try await controller.bytes(of: copy.sample.leaving.scan)
                }
            }
        }
    }

    /// What changed, what is gone and what was added is found, and nothing of it is restored.
    @Test func damageIsFound() async throws {
        try await VaultCopy.lend { copy in
            try await copy.makeBackup()
            let files = try copy.files(in: "backup")
            let blob = try #require(files.first { $0.contains("/blobs/") })
            let table = try #require(files.first { $0.hasSuffix("/1/record_versions.copy") })
            let manifest = copy.beside("backup/manifest.json")
            try await copy.served {
                func expectFound(_ words: String, _ line: Int = #line) async throws {
                    let verified = try await copy.lethe(["backup", "verify", copy.beside("backup")])
                    #expect(
                        verified.code == 1 && verified.talk.contains(words),
                        "line \(line): \(verified.talk)"
                    )
                    let restored = try await copy.lethe(
                        ["backup", "restore", copy.beside("backup"), copy.beside("none")]
                    )
                    #expect(restored.code == 1, "line \(line): \(restored.talk)")
                    #expect(!FileManager.default.fileExists(atPath: copy.beside("none")))
                }
                for path in [blob, table] {
                    let whole = try Data(contentsOf: URL(filePath: path))
                    var spoiled = whole
                    spoiled[whole.count / 2] ^= 1
                    try spoiled.write(to: URL(filePath: path))
                    try await expectFound("is damaged")
                    try FileManager.default.removeItem(atPath: path)
                    try await expectFound("is missing")
                    try whole.write(to: URL(filePath: path))
                }
                try Data("x".utf8).write(to: URL(filePath: blob + "x"))
                try await expectFound("is not in the manifest")
                try FileManager.default.removeItem(atPath: blob + "x")
                // A manifest that fits other files is not the one that was made.
                let whole = try Data(contentsOf: URL(filePath: manifest))
                let text = String(decoding: whole, as: UTF8.self)
                try Data(text.replacing("\"erasedMeanwhile\":0", with: "\"erasedMeanwhile\":1").utf8)
                    .write(to: URL(filePath: manifest))
                let verified = try await copy.lethe(["backup", "verify", copy.beside("backup")])
                #expect(
                    verified.code == 1 && verified.talk.contains("not the one that was made"),
                    "\(verified.talk)"
                )
                try whole.write(to: URL(filePath: manifest))
                let sound = try await copy.lethe(["backup", "verify", copy.beside("backup")])
                #expect(sound.code == 0, "\(sound.talk)")
            }
        }
    }
}
