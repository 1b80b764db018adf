import VaultCore
import VaultModel

/// One import and what became of each of its documents.
struct ImportRun {
    struct Results: Sendable {
        var stored: [Int: RecordID] = [:]
        var known: [Int: RecordID] = [:]
        var refused: [Int: String] = [:]
    }

    private let controller: ControllerVault

    init(_ controller: ControllerVault) {
        self.controller = controller
    }

    /// What the document of a number holds.
    static func content(_ number: Int) -> [UInt8] { Array("Befund Nr. \(number)\n".utf8) }

    static func item(
        _ number: Int,
        _ owner: ImportItem.Owner,
        content: [UInt8]? = nil,
        facts: [String: String] = Sample.facts.facts,
        episode: Int32? = nil,
        source: String? = nil
    ) -> ImportItem {
        let content = content ?? Self.content(number)
        return ImportItem(
            number: number,
            owner: owner,
            intake: Intake(
                source: BytesSource(content),
                name: "\(number).txt",
                recordClass: .clinicalCore,
                facts: facts,
                episode: episode
            ),
            sources: source.map { [$0] } ?? [],
            size: content.count
        )
    }

    func run(_ items: some Sequence<ImportItem>) async throws -> Results {
        var items = items.makeIterator()
        var results = Results()
        try await controller.importing(
            by: StaffMember(Sample.staff),
            next: { items.next() },
            report: { batch in
                for result in batch {
                    switch result.outcome {
                    case .stored(let record): results.stored[result.number] = record
                    case .known(let record): results.known[result.number] = record
                    case .refused(let reason): results.refused[result.number] = reason
                    }
                }
            }
        )
        return results
    }

    /// A document whose bytes come from somewhere else.
    static func item(_ number: Int, _ owner: ImportItem.Owner, source: any ByteSource) -> ImportItem {
        let intake = Intake(
            source: source,
            name: "\(number).txt",
            recordClass: .clinicalCore,
            facts: Sample.facts.facts
        )
        return ImportItem(number: number, owner: owner, intake: intake, sources: [], size: 1)
    }
}
