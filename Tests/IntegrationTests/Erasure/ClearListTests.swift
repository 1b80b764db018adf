import Foundation
import PostgresClient
import Testing

/// `docs/erasure.md` lists every column of the database exactly once, clear or sealed, with its type; a partition has
/// the columns of its table.
@Suite struct ClearListTests {
    private struct Column: Hashable, CustomStringConvertible {
        let table: String
        let name: String
        let type: String

        var description: String { "\(table).\(name) \(type)" }
    }

    @Test func theDocumentAndTheDatabaseHaveTheSameColumns() async throws {
        let database = try await VaultCopy.lend { copy in
            try await copy.database { session in
                try session.query(
                    """
                    SELECT table_name::text, column_name::text, udt_name::text FROM information_schema.columns
                    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                        AND NOT (SELECT relispartition FROM pg_class
                            WHERE oid = format('%I.%I', table_schema, table_name)::regclass)
                    """
                ).map { Column(table: try $0.text(0), name: try $0.text(1), type: try $0.text(2)) }
            }
        }
        #expect(database.count > 100)
        let clear = try Self.rows("clear-list").map { Column(table: $0[0], name: $0[1], type: $0[2]) }
        // Sealed columns and tokens are bytes; the third cell says which of the two.
        let sealed = try Self.rows("sealed-list").map { row in
            #expect(["sealed", "token"].contains(row[2]), "\(row)")
            return Column(table: row[0], name: row[1], type: "bytea")
        }
        let listed = clear + sealed
        #expect(Set(listed).count == listed.count, "a column is listed twice")
        #expect(Set(database).subtracting(listed).map(\.description).sorted() == [], "not in docs/erasure.md")
        #expect(Set(listed).subtracting(database).map(\.description).sorted() == [], "not in the database")
        #expect(
            Set(clear.map { "\($0.table).\($0.name)" }).isDisjoint(
                with: sealed.map { "\($0.table).\($0.name)" }
            )
        )
    }

    /// The cells of the rows between two marks, headings left out.
    private static func rows(_ mark: String) throws -> [[String]] {
        let text = try String(contentsOf: Repository.root.appending(path: "docs/erasure.md"), encoding: .utf8)
        let after = text.components(separatedBy: "<!-- \(mark):begin -->")
        try #require(after.count == 2)
        let list = after[1].components(separatedBy: "<!-- \(mark):end -->")[0]
        return list.split(separator: "\n").dropFirst(2).map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
