internal import Foundation

/// One connection to PostgreSQL, on a thread of its own.
///
/// libpq blocks, so the actor runs on its own thread and never holds one of Swift's shared pool. Work is a
/// synchronous closure over a ``Session``: nothing can come between its statements. A connection that broke is
/// made anew at the next use.
public actor PostgresConnection {
    private let executor: ThreadExecutor
    private let settings: ConnectionSettings
    private var session: Session?

    /// The thread that everything of this actor runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Makes a connection that is opened at its first use.
    public init(_ settings: ConnectionSettings) {
        self.settings = settings
        executor = ThreadExecutor(name: "lethe-postgres")
    }

    /// Connects now, unless connected.
    ///
    /// - Throws: `PostgresError` with `connectionFailed`, `serverNotDurable`, `serverTooOld` or
    ///   `roleBypassesRowSecurity`.
    public func open() throws {
        _ = try openSession()
    }

    /// Disconnects.
    public func close() {
        session = nil
    }

    /// Whether a connection stands, as far as can be known without asking the server.
    public var isOpen: Bool { session.map { !$0.isBroken } ?? false }

    /// Runs `body` with row-level security set to one controller, or to none for nil.
    ///
    /// Each statement is a transaction of its own; one that `body` leaves open is rolled back.
    /// - Throws: What `body` throws, or `PostgresError`; `transactionLeftOpen` when `body` did.
    @discardableResult
    public func withSession<Value: Sendable>(
        scope: Int32?,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let session = try openSession()
        defer { dropIfBroken() }
        try session.apply(scope: scope)
        let value: Value
        do {
            value = try body(session)
        } catch {
            _ = try? session.tidy()
            throw error
        }
        guard try !session.tidy() else {
            throw PostgresError(
                .transactionLeftOpen,
                "a transaction was left open and was rolled back; use transaction(scope:)"
            )
        }
        return value
    }

    /// Runs `body` in a transaction and commits it, with row-level security set to one controller.
    ///
    /// When the connection breaks at COMMIT, the outcome is found out over a new connection: committed returns the
    /// value, rolled back throws `rolledBack`, and when nobody can tell `inDoubt` is thrown.
    ///
    /// - Parameters:
    ///   - retrySerialization: Run `body` again, up to four times, when it is certain that nothing of it was kept
    ///     (collision, deadlock, broken connection before COMMIT). It must then have no effect elsewhere.
    ///   - proof: Finds a row exactly when the transaction took effect; it resolves a commit after a crash or a failover.
    ///     `nil` for what only reads, and for what may end in doubt.
    /// - Throws: What `body` throws, or `PostgresError`. Nothing was kept, except perhaps for `inDoubt`.
    @discardableResult
    public func transaction<Value: Sendable>(
        scope: Int32?,
        isolation: IsolationLevel = .readCommitted,
        retrySerialization: Bool = false,
        proof: SQL?,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        var attempt = 0
        while true {
            do {
                return try transactOnce(scope, isolation, proof, body)
            } catch let error as PostgresError where retrySerialization && attempt < 4 {
                guard error.isRetryable || error.code == .connectionLost else { throw error }
            }
            attempt += 1
            Thread.sleep(forTimeInterval: Double.random(in: 0.5...1.5) * 0.002 * Double(1 << attempt))
        }
    }

    private func transactOnce<Value: Sendable>(
        _ scope: Int32?,
        _ isolation: IsolationLevel,
        _ proof: SQL?,
        _ body: @Sendable (Session) throws -> Value
    ) throws -> Value {
        let session = try openSession()
        defer { dropIfBroken() }
        try session.apply(scope: scope)
        var kept: Value?
        do {
            return try session.transaction(isolation: isolation) { session in
                let value = try body(session)
                kept = value
                return value
            }
        } catch let doubt as DoubtfulCommit {
            self.session = nil
            let resolver = CommitResolver(settings: settings, scope: scope, proof: proof)
            guard let value = kept, try resolver.isCommitted(doubt) else {
                throw PostgresError(
                    .rolledBack,
                    "the connection broke at commit and the transaction was rolled back; run it again"
                )
            }
            return value
        }
    }

    private func openSession() throws(PostgresError) -> Session {
        if let session, !session.isBroken, session.link.isStillOpen() { return session }
        session = nil
        let fresh = try Session(connecting: settings)
        session = fresh
        return fresh
    }

    private func dropIfBroken() {
        if session?.isBroken == true { session = nil }
    }
}
