import Foundation
import Testing
import VaultModel

/// Documents of awkward sizes and names, through the command line.
@Suite struct DocumentTests {
    private static let chunk = 65_536

    @Test func everySizeAroundAChunkIsReadBackWholeAndInPieces() async throws {
        try await VaultCopy.lend { copy in
            try await copy.served {
                for size in [0, 1, Self.chunk - 1, Self.chunk, Self.chunk + 1, 5 * Self.chunk + 17] {
                    let content = Sample.content(size, seed: UInt64(size))
                    let file = try copy.file(content, named: "\(size).bin")
                    let record = try await store(file, in: copy)
                    let whole = try await read(record, in: copy)
                    #expect(whole.output == content, "\(size) bytes")
                    let output = copy.root + "/out-\(size)"
                    let written = try await read(record, "-o", output, in: copy)
                    #expect(written.code == 0 && written.output.isEmpty, "\(written.talk)")
                    #expect(try Data(contentsOf: URL(filePath: output)) == Data(content), "\(size) bytes")
                    for (first, last) in Self.ranges where first < size {
                        let piece = try await read(record, "--range", "\(first)-\(last)", in: copy)
                        #expect(
                            piece.output == Array(content[first...min(last, size - 1)]),
                            "\(first)-\(last) of \(size)"
                        )
                    }
                    let rest = size == 0 ? nil : try await read(record, "--range", "\(size - 1)-", in: copy)
                    #expect(rest?.output == content.last.map { [$0] })
                    try await read(record, "--range", "\(size)-", in: copy)
                        .expectRefusal(64, "the range begins at byte \(size), the document has \(size) bytes")
                }
                let reversed = try await read(
                    copy.sample.staying.note.description,
                    "--range",
                    "5-2",
                    in: copy
                )
                #expect(reversed.code == 64 && reversed.output.isEmpty)
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }

    /// Around the edges of the first chunks.
    private static let ranges = [
        (0, 0), (0, chunk - 1), (chunk - 1, chunk - 1), (chunk - 1, chunk), (chunk, chunk),
        (chunk, 2 * chunk),
        (2 * chunk - 3, 4 * chunk + 2), (0, 10 * chunk),
    ]

    @Test(arguments: [
        "Entlassungsbrief Müller.txt", "it's \"quoted\" & $HOME `id`.txt", "検査結果.txt", "e\u{301}galité.txt",
        "zwei\nZeilen.txt", "-o.txt", "tab\tand\u{1b}[31mred.txt", "..hidden", "👩🏽‍⚕️.txt",
    ])
    func namesAreKeptExactly(_ name: String) async throws {
        try await VaultCopy.lend { copy in
            let content = Array("Befund\n".utf8)
            _ = try copy.file(content, named: name)
            let record = try await store("./" + name, in: copy)
            let shown = try await copy.care("record", "show", record, "--purpose", "treatment").done()
            let part = try #require(shown["parts"]?.arrayValue?.first)
            #expect(part["name"]?.stringValue?.utf8.elementsEqual(name.utf8) == true)
            let table = try await copy.lethe([
                "record", "list", "--patient", copy.sample.leaving.patient.description, "--controller",
                Sample.controller, "--as", Sample.staff, "--purpose", "treatment",
            ])
            // One line for the headings, the identity, the sample's two and this one, whatever the name; and nothing
            // that a terminal obeys.
            #expect(table.text.split(separator: "\n").count == 5, "\(table.text)")
            #expect(!table.text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
            let read = try await read(record, in: copy)
            #expect(read.output == content)
        }
    }

    @Test func nothingIsOverwrittenAndNothingIsLeftOfAFailure() async throws {
        try await VaultCopy.lend { copy in
            try await copy.served {
                let note = copy.sample.staying.note.description
                let existing = try copy.file([1, 2, 3], named: "existing")
                let refused = try await read(note, "-o", existing, in: copy)
                #expect(refused.code == 1 && refused.talk.contains("existing"), "\(refused.talk)")
                #expect(try Data(contentsOf: URL(filePath: existing)) == Data([1, 2, 3]))
                let absent = copy.root + "/absent"
                try await read(LetheIDs.unknownRecord, "-o", absent, in: copy)
                    .expectRefusal(2, "there is no such record or version")
                #expect(!FileManager.default.fileExists(atPath: absent))
                let missing = try await copy.care(
                    "record",
                    "store",
                    absent,
                    "--patient",
                    copy.sample.staying.patient.description
                )
                #expect(missing.code == 1 && missing.talk.contains("absent"), "\(missing.talk)")
                let folder = try await copy.care(
                    "record",
                    "store",
                    copy.root,
                    "--patient",
                    copy.sample.staying.patient.description
                )
                #expect(folder.code == 1, "\(folder.talk)")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }

    private func store(_ file: String, in copy: VaultCopy) async throws -> String {
        let patient = copy.sample.leaving.patient.description
        let stored = try await copy.care(
            ["record", "store", file, "--patient", patient] + Sample.classOptions
        ).done()
        return try #require(stored["record"]?.stringValue)
    }

    private func read(_ record: String, _ more: String..., in copy: VaultCopy) async throws -> Outcome {
        try await copy.lethe(
            ["record", "read", record] + more
                + ["--controller", Sample.controller, "--as", Sample.staff, "--purpose", "treatment"]
        )
    }
}
