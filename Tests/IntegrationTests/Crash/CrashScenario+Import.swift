import Foundation
import Testing
import VaultCore
import VaultModel

/// Files that are imported: an archive of some small documents and a large one.
extension CrashScenario {
    private static let smallDocuments = 3

    /// What is imported, with the ids that `lethe import files` gives.
    func importedItems(_ round: CrashRound) -> [ImportItem] {
        (1...Self.smallDocuments + 1).map { number in
            ImportRun.item(
                number,
                .patient(round.person.patient),
                content: number > Self.smallDocuments ? document : nil,
                source: "files\u{0}\(round.number)-\(number)"
            )
        }
    }

    /// Writes the same as files with their map.
    func writeArchive(_ round: CrashRound) throws {
        try FileManager.default.createDirectory(atPath: round.archive, withIntermediateDirectories: true)
        var map = "number,path,patient,class,treatment.completed\n"
        for number in 1...Self.smallDocuments + 1 {
            let bytes = number > Self.smallDocuments ? document : ImportRun.content(number)
            try Data(bytes).write(to: URL(filePath: round.archive + "/\(number).txt"))
            map +=
                "\(round.number)-\(number),\(number).txt,\(round.person.patient),clinical_core,2001-02-03\n"
        }
        try Data(map.utf8).write(to: URL(filePath: round.archive + "/map.csv"))
    }

    /// What was acknowledged is there; run again, the import stores the rest and nothing twice.
    func expectImported(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let items = importedItems(round)
        let again = try await ImportRun(controller).run(items)
        #expect(again.refused.isEmpty && again.known.count + again.stored.count == items.count, comment)
        if answer?["stored"]?.integerValue == Int64(items.count) { #expect(again.stored.isEmpty, comment) }
        let records = try await controller.records(of: round.person.patient)
        #expect(records.count == items.count + 3, "\(comment): the identity, note and scan, and each once")
        for (number, record) in again.known.merging(again.stored, uniquingKeysWith: { known, _ in known }) {
            let bytes = try await controller.bytes(of: record)
            #expect(bytes == (number > Self.smallDocuments ? document : ImportRun.content(number)), comment)
        }
    }
}
