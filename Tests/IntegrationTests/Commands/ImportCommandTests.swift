import Foundation
import Testing
import VaultModel

/// `lethe import files`.
@Suite struct ImportCommandTests {
    private static let acting = ["--controller", Sample.controller, "--as", Sample.staff]

    /// Lines that cannot be stored are listed, the others are stored; again, nothing is stored twice.
    @Test func storesWhatTheMapNames() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.staying.patient
            let identifier = copy.sample.staying.identifier
            let folder = copy.root + "/archive"
            try Self.write(
                ["a/one.txt": "eins", "two, the second.txt": "zwei", "three.txt": "drei"],
                in: folder
            )
            try Self.write(
                [
                    "map.csv": """
                    number,path,patient,class,fact,treatment.completed\r
                    1,a/one.txt,\(patient),clinical_core,,2001-02-03\r
                    2,"two, the second.txt","\(identifier)",clinical_core,treatment.completed=2001-02-03,\r
                    3,three.txt,urn:mrn|nobody,clinical_core,,2001-02-03\r
                    4,missing.txt,\(patient),clinical_core,,2001-02-03\r
                    5,../map.csv,\(patient),clinical_core,,2001-02-03\r
                    6,three.txt,\(patient),clinical_core\r
                    """
                ],
                in: copy.root
            )
            let arguments =
                ["import", "files", folder, "--map", copy.root + "/map.csv", "--source-id", "number"]
                + Self.acting
            let first = try await copy.lethe(arguments)
            #expect(first.code == 4, "\(first.talk)")
            let lines = first.text.split(separator: "\n")
            #expect(lines.last == "Imported: 2 documents stored, 0 known before, 4 refused")
            #expect(
                lines.dropLast().map { $0.prefix(7) }.sorted() == [
                    "line 4:", "line 5:", "line 6:", "line 7:",
                ]
            )
            let second = try await copy.lethe(arguments + ["--format", "json"])
            #expect(second.code == 4)
            #expect(second.text.hasSuffix(#"{"known":2,"refused":4,"stored":0}"# + "\n"))
            try await copy.open { controller, _ in
                let records = try await controller.records(of: patient)
                #expect(records.count == 5, "the identity, note and scan, and two more")
                for version in records where version.metadata.parts[0].name == "two, the second.txt" {
                    #expect(try await controller.bytes(of: version.record) == Array("zwei".utf8))
                }
                try await controller.expectSound()
            }
        }
    }

    /// Killed in the middle, it goes on when it is run again, and stores nothing twice.
    @Test func goesOnAfterAKill() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.staying.patient
            let count = 600
            var map = "path,patient,class,treatment.completed,number\n"
            var files: [String: String] = [:]
            for number in 1...count {
                files["\(number).txt"] = "Nr. \(number)"
                map += "\(number).txt,\(patient),clinical_core,2001-02-03,\(number)\n"
            }
            try Self.write(files.merging(["map.csv": map]) { $1 }, in: copy.root + "/archive")
            let folder = copy.root + "/archive"
            let arguments =
                ["import", "files", folder, "--map", folder + "/map.csv", "--source-id", "number"]
                + ["--format", "json"] + Self.acting
            let killed = try await copy.lethe(arguments, dieAt: CrashPoint(step: .storeCommitted, time: 2))
            #expect(killed.wasKilled && killed.output.isEmpty)
            let again = try await copy.lethe(arguments).done()
            let known = try #require(again["known"]?.integerValue)
            #expect(known >= 344 && again["refused"]?.integerValue == 0)
            #expect(again["stored"]?.integerValue == Int64(count) - known)
            try await copy.open { controller, _ in
                #expect(try await controller.records(of: patient).count == count + 3)
                try await controller.expectSound()
            }
        }
    }

    /// A map that says something unknown stores nothing.
    @Test(arguments: [
        (
            "path,patient,colour\n",
            "the map has a column colour that means nothing here; `lethe help import files` lists them"
        ),
        ("path,class\n", "the map needs the columns path and patient"),
        ("path,patient,path\n", "the map names the column path twice"),
        ("", "the map is empty; its first line names the columns"),
        (
            "path,patient\n\"a",
            "line 2 of the map has a quote that is never closed; correct it (RFC 4180) and run it again"
        ),
    ])
    func refusesAMap(_ map: String, _ sentence: String) async throws {
        try await VaultCopy.lend { copy in
            try Self.write(["map.csv": map], in: copy.root)
            let outcome = try await copy.lethe(
                ["import", "files", copy.root, "--map", copy.root + "/map.csv"] + Self.acting
            )
            outcome.expectRefusal(64, sentence)
        }
    }

    private static func write(_ files: [String: String], in folder: String) throws {
        for (name, text) in files {
            let url = URL(filePath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
    }
}
