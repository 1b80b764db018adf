import PolicyEngine
import PostgresClient
import Testing
import VaultCrypto
import VaultModel

extension VaultCopy {
    /// The months of review of the first controller's versions, by record and version.
    func months() async throws -> [RecordID: [String?]] {
        try await database { session in
            var months: [RecordID: [String?]] = [:]
            for row in try session.query(
                """
                SELECT record_id, review_month FROM record_versions WHERE controller_id = 1
                ORDER BY record_id, version
                """
            ) { months[RecordID(try row.uuid(0)), default: []].append(try row.dateOrNil(1)) }
            return months
        }
    }

    /// Publishes a rulebook for the first controller while the vault is closed.
    func publish(_ rules: [RulebookFile], as number: Int32, from day: String = "2020-01-01") async throws {
        let archive = try RulebookArchive.encode(rules)
        try await database { session in
            _ = try session.pipeline([
                """
                INSERT INTO rulebooks (controller_id, digest, archive)
                VALUES (1, \(SHA256.hash(archive).bytes), \(archive)) ON CONFLICT DO NOTHING
                """,
                """
                UPDATE publications SET active_from = \(date: day) WHERE controller_id = 1
                """,
                """
                INSERT INTO publications (controller_id, publication_no, digest, active_from, state, published_at)
                VALUES (1, \(number), \(SHA256.hash(archive).bytes), \(date: day), 'published', now())
                """,
            ])
        }
    }
}

extension Sample {
    /// The rules with a change of the German pack.
    static func rules(replacing old: String, by new: String) -> [RulebookFile] {
        rules.map { file in
            guard file.path == "packs/de.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            precondition(text.contains(old))
            return RulebookFile(
                path: file.path,
                bytes: Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
            )
        }
    }

    /// The rules with thirty years instead of ten for the treatment file.
    static let longerRules = rules(
        replacing: "{minimum: 10 years, from: treatment.completed, source: statute",
        by: "{minimum: 30 years, from: treatment.completed, source: statute"
    )
}
