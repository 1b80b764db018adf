internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Many documents imported, against binary COPY of the same bytes into one plain table of the same server.
struct ImportMeasure {
    private static let rounds = 3
    private static let patients = 200
    /// 80 MB and 160 MB.
    private static let sizes = [
        (bytes: 4096, count: 20_000, least: 0.35), (bytes: 65_536, count: 2500, least: 0.60),
    ]

    let house: House

    func figures() async throws -> [Figure] {
        var patients: [PatientID] = []
        for _ in 0..<Self.patients { patients.append(try await house.register()) }
        var figures: [Figure] = []
        for size in Self.sizes {
            let documents = (0..<size.count).map { _ in House.document(size.bytes) }
            var imported = Samples()
            var named = Samples()
            var copied = Samples()
            var (work, copyWork) = (Samples(), Samples())
            for round in 0...Self.rounds {
                // The first of each fills caches.
                if round == 1 { (imported, named, copied) = (Samples(), Samples(), Samples()) }
                if round == 1 { (work, copyWork) = (Samples(), Samples()) }
                let begin = ProcessorTime.used()
                try await copied.time { try await copy(documents) }
                let middle = ProcessorTime.used()
                try await imported.time { try await store(documents, of: patients) }
                copyWork.add(middle - begin)
                work.add(ProcessorTime.used() - middle)
                try await named.time {
                    try await store(documents, of: patients, source: "\(size.bytes)-\(round)")
                }
            }
            let bytes = size.bytes * size.count
            let name = "import \(size.count) documents of \(size.bytes / 1024) KiB"
            figures += [
                Figure(
                    name: name,
                    ours: rate(bytes, size.count, imported.median),
                    peer: rate(bytes, size.count, copied.median) + " COPY",
                    ratio: copied.median / imported.median,
                    limit: .atLeast(size.least)
                ),
                .plain(
                    "  processor time, all together",
                    work.median.text,
                    peer: copyWork.median.text,
                    ratio: copyWork.median / work.median
                ),
                .plain(
                    "  with source ids",
                    rate(bytes, size.count, named.median),
                    ratio: copied.median / named.median
                ),
            ]
        }
        return figures
    }

    private func rate(_ bytes: Int, _ count: Int, _ time: Duration) -> String {
        "\(Int(Double(bytes) / 1e6 / time.seconds)) MB/s, \(Int(Double(count) / time.seconds)) a second"
    }

    /// One transaction into a table that compresses nothing, like the vault's.
    private func copy(_ documents: [[UInt8]]) async throws {
        try await house.plain.withSession(scope: nil) { session in
            try session.runScript(
                """
                CREATE TABLE IF NOT EXISTS copied (id int8 PRIMARY KEY, bytes bytea NOT NULL);
                ALTER TABLE copied ALTER COLUMN bytes SET STORAGE EXTERNAL;
                TRUNCATE copied
                """
            )
        }
        try await house.plain.transaction(scope: nil, proof: nil) { session in
            _ = try session.copyIn(table: "copied", columns: ["id", "bytes"]) { rows in
                for (number, document) in documents.enumerated() {
                    try rows.beginRow()
                    rows.append(Int64(number))
                    rows.append(document)
                }
            }
        }
    }

    private func store(_ documents: [[UInt8]], of patients: [PatientID], source: String? = nil) async throws {
        var number = 0
        var stored = 0
        try await house.controller.importing(
            by: house.staff,
            next: {
                guard number < documents.count else { return nil }
                defer { number += 1 }
                return ImportItem(
                    number: number,
                    owner: .patient(patients[number * patients.count / documents.count]),
                    intake: Intake(
                        source: BytesSource(documents[number]),
                        name: "document.pdf",
                        mediaType: "application/pdf",
                        facts: House.facts
                    ),
                    sources: source.map { ["\($0)-\(number)"] } ?? [],
                    size: documents[number].count
                )
            },
            report: { results in
                for case .stored in results.map(\.outcome) { stored += 1 }
            }
        )
        guard stored == documents.count else { throw BenchmarkError("\(stored) documents were stored") }
    }
}
