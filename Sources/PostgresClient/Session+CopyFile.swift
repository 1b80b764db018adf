internal import CLibPQ

extension Session {
    /// How many bytes are handed on at a time, at least.
    private static let pieceSize = 256 * 1024

    /// Reads a table by binary COPY, as a file that ``copyFile(into:columns:_:)`` takes.
    ///
    /// Row-level security leaves out what this session's scope does not show.
    /// - Parameter take: Is handed the file piece by piece; what it throws ends the copy and the connection.
    /// - Throws: What `take` throws, or `PostgresError`.
    public func copyOut(table: String, columns: [String], _ take: ([UInt8]) throws -> Void) throws {
        let names = columns.map(SQL.quotedIdentifier).joined(separator: ", ")
        let sql = SQL(
            unsafeSQL:
                "COPY (SELECT \(names) FROM \(SQL.quotedIdentifier(table))) TO STDOUT WITH (FORMAT binary)"
        )
        try flushPrelude()
        var deadline = ContinuousClock.now + responseTimeout
        guard link.send(text: sql.text, sql.arguments), link.flush(until: deadline) else { throw lost(sql) }
        guard let result = try next(deadline, sql) else { throw lost(sql) }
        guard result.status == PGRES_COPY_OUT else {
            while try next(deadline, sql) != nil {}
            throw error(in: result, statement: sql) ?? lost(sql)
        }
        var piece: [UInt8] = []
        do {
            while true {
                deadline = ContinuousClock.now + responseTimeout
                guard try link.takeCopyData(into: &piece, until: deadline) else { break }
                if piece.count >= Self.pieceSize {
                    try take(piece)
                    piece.removeAll(keepingCapacity: true)
                }
            }
            if !piece.isEmpty { try take(piece) }
        } catch {
            // The rest of the table is still on its way: the connection is of no more use.
            isSpent = true
            throw error
        }
        var failure: PostgresError?
        while let result = try next(deadline, sql) {
            failure = failure ?? error(in: result, statement: sql)
        }
        if let failure { throw failure }
    }

    /// Writes a file of ``copyOut(table:columns:_:)`` into a table; takes effect as a whole or not at all.
    ///
    /// - Parameter body: Hands the file over piece by piece.
    /// - Throws: What `body` throws, or `PostgresError`.
    public func copyFile(
        into table: String,
        columns: [String],
        _ body: (_ put: ([UInt8]) throws -> Void) throws -> Void
    ) throws {
        let names = columns.map(SQL.quotedIdentifier).joined(separator: ", ")
        let sql = SQL(
            unsafeSQL: "COPY \(SQL.quotedIdentifier(table)) (\(names)) FROM STDIN WITH (FORMAT binary)"
        )
        try beginCopy(sql)
        do {
            try body { piece in
                let deadline = ContinuousClock.now + self.responseTimeout
                guard self.link.putCopyData(piece, until: deadline) else { throw self.lost(sql) }
            }
        } catch {
            if !isBroken { try? endCopy(sql, failing: true) }
            throw error
        }
        try endCopy(sql, failing: false)
    }
}
