import Foundation
import Testing
import VaultCore
import VaultCrypto
import VaultModel

/// Real documents of every kind: stored, read back byte by byte, a third of them erased.
@Suite struct CorpusTests {
    private struct Document: Sendable {
        let path: String
        let kind: String
        let sha256: String
    }

    /// How many of each kind.
    private static let sampleSize = 7

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Repository.corpus.path + "/MANIFEST.tsv"),
            "needs ../shared/corpus beside the repository"
        )
    )
    func everyKindIsKeptExactlyAndForgotten() async throws {
        let documents = try Self.documents()
        let kinds = Set(documents.map(\.kind))
        #expect(kinds.count >= 15)
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                var stored: [(document: Document, record: RecordID)] = []
                for document in documents {
                    let content = try Self.content(document)
                    let name = URL(filePath: document.path).lastPathComponent
                    stored.append((document, try await controller.store(content, named: name, for: patient)))
                }
                try await expectKept(stored, controller)
                let leaving = stored.enumerated().filter { $0.offset % 3 == 0 }.map(\.element.record)
                let result = try await controller.erase(.records(leaving))
                #expect(result.records == leaving.count && result.versions == leaving.count)
                for record in leaving { await controller.expectErased(record) }
                try await expectKept(stored.filter { !leaving.contains($0.record) }, controller)
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
                print("\(stored.count) documents of \(kinds.count) kinds, \(leaving.count) erased")
            }
        }
    }

    private func expectKept(_ stored: [(document: Document, record: RecordID)], _ controller: ControllerVault)
        async throws
    {
        for (document, record) in stored {
            let bytes = try await controller.bytes(of: record)
            #expect(SHA256.hash(bytes).hex == document.sha256, "\(document.path)")
            let metadata = try #require(try await controller.history(of: record).first?.metadata.parts.first)
            #expect(metadata.name == URL(filePath: document.path).lastPathComponent)
        }
    }

    /// Some of every kind, spread over the manifest.
    private static func documents() throws -> [Document] {
        let manifest = try String(
            contentsOf: Repository.corpus.appending(path: "MANIFEST.tsv"),
            encoding: .utf8
        )
        let all = manifest.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Document(path: cells[0], kind: String(cells[1].prefix { $0 != ":" }), sha256: cells[5])
        }
        return Dictionary(grouping: all, by: \.kind).sorted { $0.key < $1.key }.flatMap { _, documents in
            stride(from: 0, to: documents.count, by: max(1, documents.count / sampleSize)).map {
                documents[$0]
            }
        }
    }

    private static func content(_ document: Document) throws -> [UInt8] {
        Array(try Data(contentsOf: Repository.corpus.appending(path: document.path)))
    }
}
