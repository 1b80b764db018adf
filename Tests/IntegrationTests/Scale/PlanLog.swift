import Foundation
import Testing

/// What a vault's own PostgreSQL did for every statement: its log, with `auto_explain`.
struct PlanLog {
    /// A statement with the way in which it was answered.
    struct Entry {
        let statement: String
        let scans: [Scan]
    }

    /// One reading of a table or an index.
    struct Scan: Hashable {
        let kind: String
        /// The table, a partition by the name of its table.
        let table: String
        let index: String?
        /// What is looked up in the index.
        let condition: String
        /// Whether no more of it is read than is wanted.
        let isLimited: Bool
        /// Whether there was nothing in it.
        let isEmpty: Bool
    }

    let entries: [Entry]

    /// Has the cluster of a copy explain everything from its next start on, as if its tables were large.
    ///
    /// The planner asks how many rows a table had when it was looked at last. With a hundred thousand times as many, in the
    /// same few patients and records for each of them, it does what it would do in a large vault.
    static func begin(in copy: VaultCopy) async throws {
        let settings = URL(filePath: copy.vault.cluster + "/data/local.conf")
        let file = try FileHandle(forWritingTo: settings)
        try file.seekToEnd()
        try file.write(
            contentsOf: Data(
                """
                autovacuum = off
                session_preload_libraries = 'auto_explain'
                auto_explain.log_min_duration = 0
                auto_explain.log_format = json

                """.utf8
            )
        )
        try file.close()
        try await copy.database { session in
            _ = try session.execute("ANALYZE")
            _ = try session.execute(
                """
                UPDATE pg_class SET reltuples = 100000 * greatest(reltuples, 10), relpages = greatest(relpages, 1)
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
                """
            )
        }
        try? FileManager.default.removeItem(atPath: path(in: copy))
    }

    /// Reads what was explained.
    init(of copy: VaultCopy) throws {
        let text = try String(contentsOf: URL(filePath: Self.path(in: copy)), encoding: .utf8)
        entries = try text.components(separatedBy: " ms  plan:\n").dropFirst().map { rest in
            // Lines of the same message begin with a tab.
            let lines = rest.split(separator: "\n").prefix { $0.hasPrefix("\t") }
            let json = try JSONSerialization.jsonObject(with: Data(lines.joined(separator: "\n").utf8))
            let plan = try #require(json as? [String: Any])
            return Entry(
                statement: try #require(plan["Query Text"] as? String),
                scans: Self.scans(in: try #require(plan["Plan"] as? [String: Any]))
            )
        }
    }

    private static func path(in copy: VaultCopy) -> String { copy.vault.cluster + "/log/postgres.log" }

    private static func scans(
        in node: [String: Any],
        below table: String = "",
        isLimited: Bool = false
    ) -> [Scan] {
        let kind = node["Node Type"] as? String ?? ""
        let table = (node["Relation Name"] as? String).map(whole) ?? table
        let below = (node["Plans"] as? [[String: Any]] ?? []).flatMap {
            scans(in: $0, below: table, isLimited: kind == "Limit" || isLimited && kind.hasSuffix("Append"))
        }
        guard kind.hasSuffix("Scan"), node["Relation Name"] != nil || node["Index Name"] != nil else {
            return below
        }
        let scan = Scan(
            kind: kind,
            table: table,
            index: (node["Index Name"] as? String).map(whole),
            condition: node["Index Cond"] as? String ?? "",
            isLimited: isLimited,
            isEmpty: (node["Total Cost"] as? Double ?? 1) == 0
        )
        return [scan] + below
    }

    /// The name of a table, or of an index, without the number of its partition.
    private static func whole(_ name: String) -> String {
        name.replacing(/^(records|record_versions|record_keys|record_parts)_[0-9]+/) { String($0.1) }
    }
}
