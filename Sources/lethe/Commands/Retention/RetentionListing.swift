internal import Synchronization
internal import VaultCore
internal import VaultModel

/// Writes what is due as it is found, and the counts at the end; keeps nothing in memory.
final class RetentionListing: Sendable {
    private let format: OutputFormat
    private let console: any Console
    private let last = Mutex<PatientID?>(nil)

    init(format: OutputFormat, console: any Console) {
        self.format = format
        self.console = console
    }

    /// How the one JSON object begins; its members are written in their order, so that it is canonical.
    private static let head = #"{"records":["#

    func add(_ record: DueRecord) async throws {
        let previous = last.withLock { last in
            defer { last = record.patient }
            return last
        }
        switch format {
        case .json: try await write((previous == nil ? Self.head : ",") + record.json.text)
        case .table:
            if previous != record.patient { try await console.print("patient \(record.patient)") }
            for line in record.lines { try await console.print(line) }
        }
    }

    func end(_ totals: RetentionTotals) async throws {
        switch format {
        case .json:
            let head = last.withLock { $0 } == nil ? Self.head : ""
            let mark = console.isRehearsal ? #","rehearsal":true"# : ""
            try await write("\(head)]\(mark),\"totals\":\(Self.json(totals).text)}\n")
        case .table: for line in Self.lines(totals) { try await console.print(line) }
        }
    }

    private func write(_ text: String) async throws {
        try await console.write(Array(text.utf8))
    }

    private static func lines(_ totals: RetentionTotals) -> [String] {
        var lines = DueRecord.Finding.allCases.compactMap { finding -> String? in
            guard let classes = totals.records[finding] else { return nil }
            let list = classes.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($1) \($0.rawValue)" }
            return
                "\(finding.heading): \(counted(totals.count(finding), "record")) (\(list.joined(separator: ", ")))"
        }
        if lines.isEmpty { lines.append("Nothing is due.") }
        if totals.running > 0 {
            lines.append("\(counted(totals.running, "record")) of treatments that are not completed")
        }
        if totals.hidden > 0 { lines.append("\(counted(totals.hidden, "record")) that you may not see") }
        if totals.failed > 0 {
            lines.append("\(counted(totals.failed, "file")) cannot be opened; see `lethe vault check`")
        }
        return lines
    }

    private static func json(_ totals: RetentionTotals) -> CanonicalJSON {
        let findings = totals.records.map { finding, classes in
            let counts = classes.map { ($0.key.rawValue, CanonicalJSON.integer(Int64($0.value))) }
            return (finding.rawValue, CanonicalJSON.object(Dictionary(counts) { first, _ in first }))
        }
        return .object([
            "failed": .integer(Int64(totals.failed)), "hidden": .integer(Int64(totals.hidden)),
            "patients": .integer(Int64(totals.patients)),
            "records": .object(Dictionary(findings) { first, _ in first }),
            "running": .integer(Int64(totals.running)),
        ])
    }
}
