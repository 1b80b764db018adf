internal import CLibPQ

extension Session {
    /// Writes rows into a table by binary COPY, the fastest way in.
    ///
    /// ```swift
    /// try session.copyIn(table: "record_keys", columns: ["controller_id", "slot"]) { rows in
    ///     for key in keys {
    ///         try rows.beginRow()
    ///         rows.append(key.controller)
    ///         rows.append(key.slot)
    ///     }
    /// }
    /// ```
    /// PostgreSQL refuses COPY into a table whose row-level security binds the role (SQLSTATE 0A000). There, insert
    /// from arrays, which is about as fast: `INSERT INTO … SELECT … FROM unnest(\(slots), \(bodies))`.
    ///
    /// Takes effect as a whole or, when `body` or the server fails, not at all.
    /// - Returns: The number of rows written.
    /// - Throws: What `body` throws, or `PostgresError`.
    @discardableResult
    public func copyIn(
        table: String,
        columns: [String],
        _ body: (inout CopyWriter) throws -> Void
    ) throws -> Int {
        let names = columns.map(SQL.quotedIdentifier).joined(separator: ", ")
        let sql = SQL(
            unsafeSQL: "COPY \(SQL.quotedIdentifier(table)) (\(names)) FROM STDIN WITH (FORMAT binary)"
        )
        try beginCopy(sql)
        var writer = CopyWriter(columnCount: columns.count) { [link] bytes throws(PostgresError) in
            let deadline = ContinuousClock.now + self.responseTimeout
            guard link.putCopyData(bytes, until: deadline) else { throw self.lost(sql) }
        }
        do {
            try body(&writer)
            try writer.finish()
        } catch {
            if !isBroken { try? endCopy(sql, failing: true) }
            throw error
        }
        try endCopy(sql, failing: false)
        return writer.rowCount
    }

    func beginCopy(_ sql: SQL) throws(PostgresError) {
        try flushPrelude()
        let deadline = ContinuousClock.now + responseTimeout
        guard link.send(text: sql.text, sql.arguments), link.flush(until: deadline) else { throw lost(sql) }
        // While COPY waits for rows its answer repeats without end, so only one is read.
        guard let result = try next(deadline, sql) else { throw lost(sql) }
        guard result.status == PGRES_COPY_IN else {
            while try next(deadline, sql) != nil {}
            throw error(in: result, statement: sql) ?? lost(sql)
        }
    }

    func endCopy(_ sql: SQL, failing: Bool) throws(PostgresError) {
        let deadline = ContinuousClock.now + responseTimeout
        guard link.putCopyEnd(failing: failing, until: deadline) else { throw lost(sql) }
        var failure: PostgresError?
        while let result = try next(deadline, sql) {
            failure = failure ?? error(in: result, statement: sql)
        }
        if let failure { throw failure }
    }
}
