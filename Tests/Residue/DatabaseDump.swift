import Foundation
import PostgresClient

/// What a superuser sees of a database.
enum DatabaseDump {
    /// Every row of every table as text.
    static func everyRow(_ session: Session) throws -> Data { try rows(of: tables(session), session) }

    /// What the planner keeps of values.
    static func statistics(_ session: Session) throws -> Data {
        try rows(of: ["pg_catalog.pg_statistic", "pg_catalog.pg_statistic_ext_data"], session)
    }

    /// The statements that were counted; none where nobody counts.
    static func statements(_ session: Session) throws -> Data {
        let isCounting = try session.queryOne("SELECT to_regclass('pg_stat_statements') IS NOT NULL")?.bool(0)
        return try isCounting ?? false ? rows(of: ["pg_stat_statements"], session) : Data()
    }

    private static func rows(of tables: [String], _ session: Session) throws -> Data {
        var dump = Data()
        for name in tables {
            for row in try session.query("SELECT t::text FROM \(unsafeSQL: name) t") {
                dump.append(contentsOf: (try row.textOrNil(0) ?? "").utf8)
                dump.append(10)
            }
        }
        return dump
    }

    /// Every value of a size, with the whole row that it stands in.
    static func values(ofSize size: Int, _ session: Session) throws -> [(bytes: [UInt8], text: String)] {
        var found: [(bytes: [UInt8], text: String)] = []
        for table in try tables(session) {
            let columns = try session.query(
                """
                SELECT a.attname FROM pg_attribute a WHERE a.attrelid = \(table)::regclass AND a.attnum > 0
                    AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped
                """
            )
            for column in columns {
                let name = SQL.quotedIdentifier(try column.text(0))
                let rows = try session.query(
                    """
                    SELECT t.\(unsafeSQL: name), t::text FROM \(unsafeSQL: table) t
                    WHERE octet_length(t.\(unsafeSQL: name)) = \(Int32(size))
                    """
                )
                for row in rows { found.append((try row.bytes(0), try row.text(1))) }
            }
        }
        return found
    }

    private static func tables(_ session: Session) throws -> [String] {
        try session.query(
            """
            SELECT table_schema::text, table_name::text FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
            """
        ).map {
            SQL.quotedIdentifier(try $0.text(0)) + "." + SQL.quotedIdentifier(try $0.text(1))
        }
    }
}
