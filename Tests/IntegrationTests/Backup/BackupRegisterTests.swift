import Evidence
import Foundation
import Residue
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Certificates name the backups that may hold what is left, and no other; a backup holds neither words nor keys.
@Suite struct BackupRegisterTests {
    @Test func certificatesNameWhatIsKept() async throws {
        try await VaultCopy.lend { copy in
            try await copy.makeBackup("kept", expires: "2199-03-01")
            try await copy.makeBackup("expired")
            let retired = try await copy.makeBackup("retired")
            // One that was begun holds residue, too.
            let died = try await copy.lethe(
                ["backup", "make", copy.beside("begun"), "--expires", "2199-04-01", "--label", "begun"],
                dieAt: CrashPoint(step: .backupDatabaseWritten, time: 1)
            )
            #expect(died.wasKilled)
            for refused in ["verify", "restore"] {
                let outcome = try await copy.lethe(
                    ["backup", refused, copy.beside("begun")]
                        + (refused == "restore" ? [copy.beside("none")] : [])
                )
                #expect([1, 2].contains(outcome.code) && outcome.output.isEmpty, "\(outcome.talk)")
            }
            let unasked = try await copy.lethe(["backup", "retire", retired.description])
            #expect(unasked.code == 64 && unasked.talk.contains("--yes"))
            let said = try await copy.lethe(["backup", "retire", retired.description, "--yes"])
            #expect(said.code == 0 && said.talk.contains("has destroyed no file"), "\(said.talk)")
            let still = try await copy.lethe(["backup", "verify", copy.beside("retired")])
            #expect(still.code == 1 && still.talk.contains("registered as destroyed"), "\(still.talk)")
            try await copy.database { session in
                _ = try session.execute(
                    """
                    UPDATE backups SET taken_at = '2019-12-01', expires_on = '2020-01-01' WHERE label = 'expired'
                    """
                )
            }
            try await copy.open { controller, open in
                let states = try await open.backups().map { "\($0.label) \($0.state)" }
                #expect(Set(states) == ["kept made", "expired made", "retired retired", "begun making"])
                let erased = try await controller.erase(.patient(copy.sample.leaving.patient))
                let remains = try SignedCertificate(erased.certificate.jws).certificate.remains
                #expect(remains.backups.map(\.label) == ["expired", "kept", "begun"])
                #expect(
                    remains.backups.map { $0.expiresAt?.day.description }
                        == ["2020-01-01", "2199-03-01", "2199-04-01"]
                )
                let page = CertificateHTML.render(try SignedCertificate(erased.certificate.jws))
                for words in [
                    "kept</th>", "1 Mar 2199", "was due on 1 Jan 2020; nobody has confirmed it",
                    "Nobody has said when the last of them will be gone.",
                ] {
                    #expect(page.contains(words), "\(words)")
                }
                #expect(!page.contains("retired</th>"))
                #expect(remains.backups.allSatisfy { $0.takenAt <= erased.closedAt })
            }
            // Begun again in its place it is whole, and still one.
            try await copy.makeBackup("begun")
            let list = try await copy.lethe(["backup", "list", "--format", "json"]).done()
            let lines = try #require(list["backups"]?.arrayValue)
            #expect(lines.count == 4)
            #expect(lines.first { $0["label"] == .string("begun") }?["state"] == .string("made"))
            #expect(lines.first { $0["label"] == .string("expired") }?["overdue"] == .bool(true))
            let again = try await copy.lethe([
                "backup", "make", copy.beside("begun"), "--expires", "2199-01-01",
            ])
            again.expectRefusal(
                64,
                "`\(copy.beside("begun"))` holds a backup already; name another directory"
            )
        }
    }

    @Test func neitherWordsNorKeysAreInABackup() async throws {
        try await VaultCopy.lend { copy in
            try await copy.makeBackup()
            var needles = [
                copy.sample.leaving.name, copy.sample.staying.name, "unauffällig", "befund.txt", "1970-01-02",
                "treatment.completed\":", "urn:mrn|", Sample.staff,
            ].map { Needle(text: $0) }
            for start in stride(from: 0, to: Sample.scan.count - 32, by: 32_768) {
                needles.append(
                    Needle("bytes of the scan at \(start)", Array(Sample.scan[start..<start + 32]))
                )
            }
            var keys = 0
            for place in copy.places {
                for folder in try FileManager.default.contentsOfDirectory(atPath: place) {
                    let path = "\(place)/\(folder)/top-key"
                    guard let bytes = FileManager.default.contents(atPath: path).map(Array.init) else {
                        continue
                    }
                    // Two sectors, the top key in each behind a header of 128 bytes (docs/formats/keyring.md).
                    for start in [128, 4096 + 128] {
                        needles.append(
                            Needle("the top key of \(path)", Array(bytes[start..<start + 32]), .key)
                        )
                        keys += 1
                    }
                }
            }
            #expect(keys == 8)
            let control = Needle(text: Sample.controller)
            let search = NeedleSearch(needles + needles.map(\.inHex) + [control])
            var found: Set<String> = []
            let files = try copy.files(in: "backup")
            for path in files {
                found.formUnion(search.found(in: try Data(contentsOf: URL(filePath: path))).map(\.name))
            }
            #expect(files.count > 20 && found == [control.name])
            #expect(files.contains { $0.contains("/keyring/") && $0.hasSuffix(".pages") })
            // The same search finds the keys where they are.
            let safe = try copy.files(in: "a").map {
                search.found(in: try Data(contentsOf: URL(filePath: $0)))
            }
            #expect(safe.contains { !$0.isEmpty })
        }
    }

    @Test func placesThatBelongToTheVaultAreRefused() async throws {
        try await VaultCopy.lend { copy in
            for path in [copy.vault.path + "/backup", copy.places[0] + "/backup", copy.root] {
                let refused = try await copy.lethe(["backup", "make", path, "--expires", "2199-01-01"])
                refused.expectRefusal(
                    64,
                    "a backup lies apart from the vault and from its key safes, on another device; name another directory"
                )
            }
            let past = try await copy.lethe([
                "backup", "make", copy.beside("past"), "--expires", "2020-01-01",
            ])
            #expect(past.code == 64 && past.talk.contains("until today at least"))
            let drill = try await copy.lethe(
                ["backup", "make", copy.beside("drill"), "--expires", "2199-01-01", "--drill"]
            )
            drill.expectRefusal(2, "this is a restore drill: it reads and changes nothing")
        }
    }
}
