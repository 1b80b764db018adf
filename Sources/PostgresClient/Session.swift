internal import CLibPQ

/// The use of one connection, inside a closure that runs on the connection's thread.
///
/// Nothing here suspends: a session is lent for the length of a closure and must not leave it. Every method throws
/// ``PostgresError``: `statementFailed` with the server's SQLSTATE, `connectionLost`, or what its own text names.
public final class Session {
    let link: ServerLink
    let settings: ConnectionSettings
    var cache = StatementCache(capacity: 256)
    /// Statements to send in front of the next one; how BEGIN travels without a round trip of its own.
    var prelude: [SQL] = []
    /// What the first statements of the present transaction answered; empty until they were sent.
    var beginResults: [QueryResult] = []
    /// Whether a transaction of ``transaction(isolation:_:)`` is under way.
    var isInTransaction = false
    var scope: Int32?
    /// Prepared statements that left the cache and that the server may forget.
    var retired: [String] = []
    var isSpent = false
    var responseTimeout: Duration
    var instance = ServerInstance()

    /// Connects and checks that the server keeps what it acknowledges.
    init(connecting settings: ConnectionSettings) throws(PostgresError) {
        self.settings = settings
        responseTimeout = settings.responseTimeout
        link = try ServerLink.connect(settings)
        try verifyServer()
    }

    /// Whether the connection must not be used again.
    var isBroken: Bool { isSpent || link.isBroken }

    /// Runs a statement and returns its rows.
    public func query(_ sql: SQL) throws(PostgresError) -> [Row] {
        try run([sql])[0].rows
    }

    /// Runs a statement that finds one row or none.
    ///
    /// - Throws: `PostgresError`; `tooManyRows` for more rows than one.
    public func queryOne(_ sql: SQL) throws(PostgresError) -> Row? {
        let rows = try query(sql)
        guard rows.count < 2 else {
            throw PostgresError(
                .tooManyRows,
                "the statement found several rows, not one",
                statement: sql.text
            )
        }
        return rows.first
    }

    /// Runs a statement and returns the number of rows that it touched.
    @discardableResult
    public func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try run([sql])[0].affectedRows
    }

    /// Runs statements in one round trip and returns the rows of each.
    ///
    /// Outside a transaction they are one transaction of their own: all take effect or none. The first that
    /// fails is thrown; those after it were not run.
    @discardableResult
    public func pipeline(_ statements: [SQL]) throws(PostgresError) -> [[Row]] {
        try run(statements).map(\.rows)
    }

    /// Runs statements in one round trip, as ``pipeline(_:)``, and returns how many rows each touched.
    @discardableResult
    public func executeAll(_ statements: [SQL]) throws(PostgresError) -> [Int] {
        try run(statements).map(\.affectedRows)
    }

    /// Lets statements whose answers nobody needs travel with the next one, the last of them with COMMIT.
    ///
    /// They save their round trips. The first that fails is thrown by whatever took them along, the end of the
    /// transaction included.
    /// - Precondition: a transaction is under way.
    public func enqueue(_ statements: [SQL]) {
        precondition(isInTransaction, "statements wait only inside a transaction")
        prelude += statements
    }

    /// Runs a text of several statements, such as a migration; it takes no values and returns nothing.
    public func runScript(_ text: String) throws(PostgresError) {
        try flushPrelude()
        let deadline = ContinuousClock.now + responseTimeout
        guard link.send(script: text), link.flush(until: deadline) else { throw lost(nil) }
        var failure: PostgresError?
        while let result = try next(deadline, nil) {
            failure = failure ?? error(in: result, statement: nil, script: text)
        }
        if let failure { throw failure }
        if link.isBroken { throw lost(nil) }
    }

    /// Sends statements that wait to go in front of the next one, when no next one fits (COPY, scripts).
    func flushPrelude() throws(PostgresError) {
        guard !prelude.isEmpty else { return }
        _ = try run([])
    }
}
