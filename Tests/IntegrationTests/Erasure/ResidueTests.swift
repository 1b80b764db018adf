import Foundation
import PostgresClient
import Residue
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What a sceptic finds who has every file of a vault: nothing of what was stored; and what an old copy of it opens after
/// an erasure, together with today's key safe: the living, not the erased (P3 and P4 in small).
@Suite struct ResidueTests {
    private static let name = "Zdeněk Wörlitz-Nachtigall"
    private static let identifier = "urn:oid:1.2.276.0.76.4.8|Q770099431"
    private static let fileName = "Entlassbrief Wörlitz (endgültig).txt"
    private static let letter = Array(
        "Diagnose: Spondylitis ankylosans, HLA-B27 positiv. Therapie: Adalimumab.\n".utf8
    )
    private static let image = Sample.content(300_000, seed: 41)

    @Test func nothingIsFoundAndTheOldCopyOpensOnlyTheLiving() async throws {
        try await VaultCopy.lend { copy in
            let (patient, note, scan) = try await copy.open { controller, _ in
                try await Self.storeDocuments(in: controller)
            }
            let needles = try await Self.needles()
            try await Self.expectNone(of: needles, in: copy)
            let old = copy.root + "/old"
            try await copy.copyTree(copy.vault.path, to: old)

            try await copy.open { controller, _ in
                _ = try await controller.erase(.patient(patient))
                try await controller.expectSound()
            }
            try await Self.expectNone(of: needles, in: copy)

            let reading = [
                "--vault", old, "--drill", "--controller", Sample.controller, "--as", Sample.staff,
                "--purpose",
                "administration",
            ]
            for record in [note, scan] {
                let erased = try await copy.lethe(["record", "read", record.description] + reading)
                #expect(erased.code == 2 && erased.output.isEmpty, "\(erased.talk)")
                #expect(erased.talk.contains("destroyed"), "\(erased.talk)")
            }
            let shown = try await copy.lethe(["patient", "show", patient.description] + reading)
            #expect(shown.code == 2 && shown.output.isEmpty, "\(shown.talk)")
            let found = try await copy.lethe(["patient", "find", "--identifier", Self.identifier] + reading)
            #expect(found.code == 2 && found.output.isEmpty, "\(found.talk)")
            let living = try await copy.lethe(
                ["record", "read", copy.sample.staying.note.description] + reading
            )
            #expect(living.output == Sample.secondNote, "\(living.talk)")
            let livingScan = try await copy.lethe(
                ["record", "read", copy.sample.staying.scan.description] + reading
            )
            #expect(livingScan.output == Sample.scan, "\(livingScan.talk)")
            // A drill changes nothing.
            let refused = try await copy.lethe(
                [
                    "patient", "erase", copy.sample.staying.patient.description, "--ground", "G", "--fact",
                    Sample.groundFact, "--fact", Sample.roleFact, "--yes",
                    "--vault", old,
                ]
                    + ["--drill", "--controller", Sample.controller, "--as", Sample.staff]
            )
            refused.expectRefusal(2, "this is a restore drill: it reads and changes nothing")
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    private static func storeDocuments(in controller: ControllerVault) async throws -> (
        PatientID, RecordID, RecordID
    ) {
        let staff = StaffMember("Dr. Amalie Überbacher")
        let patient = try await controller.register(identifier, name: name)
        let begun = try #require(Day(iso8601: "2026-03-01"))
        let events = try #require(
            EpisodeEvents(begun: begun, completed: nil, site: nil, label: "Rheumatologie Haus 7")
        )
        let episode = try await controller.openEpisode(of: patient, events: events, by: staff)
        let facts = RecordFacts(
            recordClass: .geneticResult,
            facts: ["result.date": "1987-06-05", "treatment.completed": "1987-06-30"]
        )
        func store(_ content: [UInt8], _ episode: Int32?) async throws -> RecordID {
            let intake = Intake(source: BytesSource(content), name: fileName, facts: facts, episode: episode)
            return try await controller.store(intake, for: patient, by: staff).record
        }
        let note = try await store(letter, episode)
        _ = try await controller.amend(note, to: letter + letter)
        return (patient, note, try await store(image, nil))
    }

    /// Everything that was stored, piece by piece, and what a curious person computes from it without a key.
    private static func needles() async throws -> [Needle] {
        let texts = [
            name, "Nachtigall", "NACHTIGALL", "ZDENĚKWÖRLITZ", "Q770099431", "1.2.276.0.76", fileName,
            "Entlassbrief",
            "Spondylitis", "Adalimumab", "Überbacher", "Rheumatologie", "1970-01-02", "1987-06-05",
            // As the vault writes them; the words alone stand in the published rules, too.
            "\"class\":\"genetic_result\"", "\"result.date\":", "text/plain", "resourceType",
        ]
        var needles = texts.map { Needle(text: $0) }
        for start in stride(from: 0, to: image.count - 32, by: 65_536) {
            needles.append(Needle("bytes of the image at \(start)", Array(image[start..<start + 32])))
        }
        let secrets: [(String, [UInt8])] = [
            ("the letter", letter), ("the amended letter", letter + letter), ("the image", image),
            ("the name", Array(name.utf8)), ("the identifier", Array(identifier.utf8)),
            ("the identifier's value", Array("Q770099431".utf8)), ("the file's name", Array(fileName.utf8)),
        ]
        let files = try TemporaryDirectory()
        for (what, bytes) in secrets {
            try Data(bytes).write(to: URL(filePath: files.path + "/x"))
            for program in ["md5sum", "sha1sum", "sha256sum", "sha512sum"] {
                let sum = try await Program.run("/usr/bin/" + program, [files.path + "/x"])
                let digest = try #require(
                    sum.text.split(separator: " ").first.map(String.init).flatMap(Hex.decode)
                )
                needles.append(Needle("\(program) of \(what)", digest))
            }
        }
        return needles
    }

    /// Expects that no needle is in any row, nor in any file of the vault and the key safes, the write-ahead log among them.
    static func expectNone(of needles: [Needle], in copy: VaultCopy) async throws {
        // What must be found is found: the search can fail.
        let control = Needle(text: Sample.controller)
        let search = NeedleSearch(needles + needles.map(\.inHex) + [control])
        let dump = try await copy.database { try everyRow($0) }
        #expect(Set(search.found(in: dump).map(\.name)) == [control.name], "in the database")
        var found: Set<String> = []
        var count = 0
        for place in [copy.vault.path] + copy.places {
            let paths = try #require(FileManager.default.enumerator(atPath: place)).compactMap {
                $0 as? String
            }
            for path in paths {
                let file = URL(filePath: place + "/" + path)
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
                    continue
                }
                let names = Set(
                    search.found(in: try Data(contentsOf: file, options: .alwaysMapped)).map(\.name)
                )
                for name in names where name != control.name { Issue.record("\(path) holds \(name)") }
                found.formUnion(names)
                count += 1
            }
        }
        #expect(count > 500 && found.contains(control.name))
    }

    /// Every row of every table as text, and what the planner keeps of them, once everything is on disk.
    private static func everyRow(_ session: Session) throws -> Data {
        _ = try session.execute("ANALYZE")
        _ = try session.execute("CHECKPOINT")
        var dump = Data()
        let tables = try session.query(
            "SELECT table_schema::text, table_name::text FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
        )
        for table in tables {
            let name = SQL.quotedIdentifier(try table.text(0)) + "." + SQL.quotedIdentifier(try table.text(1))
            for row in try session.query("SELECT t::text FROM \(unsafeSQL: name) t") {
                dump.append(contentsOf: (try row.textOrNil(0) ?? "").utf8)
                dump.append(10)
            }
        }
        return dump
    }
}
