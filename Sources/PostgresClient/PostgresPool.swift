public import CoreMetrics
internal import Logging
internal import Synchronization

/// A bounded set of connections, lent in the order of asking.
///
/// Connections are made when first needed. One that broke is made anew by itself at its next use.
public final class PostgresPool: Sendable {
    typealias Continuation = CheckedContinuation<PostgresConnection, any Error>

    struct Waiter {
        let continuation: Continuation
        let since: ContinuousClock.Instant
        /// Ends the waiting when the time is over.
        let limit: Task<Void, Never>
    }

    struct State {
        var pool: PoolState<PostgresConnection>
        var waiters: [UInt64: Waiter] = [:]
        var lastTicket: UInt64 = 0

        var health: PoolHealth {
            PoolHealth(idle: pool.idle.count, leased: pool.leased, waiting: pool.waiting.count)
        }
    }

    let settings: ConnectionSettings
    let waitTimeout: Duration
    let state: Mutex<State>
    let metrics: PoolMetrics
    let logger = Logger(label: "lethe.postgres")

    /// Makes a pool; connects to nothing yet.
    ///
    /// - Parameters:
    ///   - size: The most connections at a time.
    ///   - maximumWaiting: The most tasks that may wait for one; more are refused at once with `poolFull`.
    ///   - waitTimeout: The longest that a task waits before `poolTimedOut`.
    ///   - metrics: Where it is counted.
    public init(
        _ settings: ConnectionSettings,
        size: Int = 8,
        maximumWaiting: Int = 1024,
        waitTimeout: Duration = .seconds(30),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.settings = settings
        self.waitTimeout = waitTimeout
        self.metrics = PoolMetrics(metrics)
        state = Mutex(State(pool: PoolState(capacity: size, maximumWaiting: maximumWaiting)))
    }

    /// Runs `body` on a connection, with row-level security set to one controller, or to none for nil.
    ///
    /// Each statement is a transaction of its own; one that `body` leaves open is rolled back.
    /// - Throws: What `body` throws, or `PostgresError`.
    @discardableResult
    public func withSession<Value: Sendable>(
        scope: Int32?,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let connection = try await acquire()
        defer { release(connection) }
        return try await connection.withSession(scope: scope, body)
    }

    /// Runs `body` in a transaction on a connection and commits it.
    ///
    /// A commit whose answer is lost is resolved; see
    /// ``PostgresConnection/transaction(scope:isolation:retrySerialization:proof:_:)``.
    /// - Throws: What `body` throws, or `PostgresError`. Nothing was kept, except perhaps for `inDoubt`.
    @discardableResult
    public func transaction<Value: Sendable>(
        scope: Int32?,
        isolation: IsolationLevel = .readCommitted,
        retrySerialization: Bool = false,
        proof: SQL?,
        _ body: @Sendable (Session) throws -> Value
    ) async throws -> Value {
        let connection = try await acquire()
        defer { release(connection) }
        return try await connection.transaction(
            scope: scope,
            isolation: isolation,
            retrySerialization: retrySerialization,
            proof: proof,
            body
        )
    }

    /// Asks the server for a sign of life.
    ///
    /// - Throws: `PostgresError` when there is none.
    public func check() async throws {
        try await withSession(scope: nil) { session in _ = try session.query("SELECT 1") }
    }

    /// How the pool is used at this moment.
    public var health: PoolHealth {
        state.withLock(\.health)
    }

    /// Refuses new work, lets work under way end, and closes the connections.
    public func close() async {
        let (connections, waiters) = state.withLock { state in
            let (connections, tickets) = state.pool.close()
            return (connections, tickets.compactMap { state.waiters.removeValue(forKey: $0) })
        }
        for waiter in waiters {
            waiter.continuation.resume(throwing: PoolState<PostgresConnection>.closed)
            waiter.limit.cancel()
        }
        for connection in connections { await connection.close() }
    }
}
