/// The bookkeeping of a pool: a value whose methods say what to do, and do nothing themselves.
struct PoolState<Connection> {
    enum Acquisition {
        case lease(Connection)
        /// Nothing is idle but one more may be made.
        case make
        case wait
        case refuse(PostgresError)
    }

    let capacity: Int
    let maximumWaiting: Int
    /// The last given back is the first to be used again, so that few connections stay warm.
    private(set) var idle: [Connection] = []
    private(set) var leased = 0
    /// Those who wait, in the order of arrival.
    private(set) var waiting: [UInt64] = []
    private(set) var isClosed = false

    init(capacity: Int, maximumWaiting: Int) {
        precondition(capacity > 0 && maximumWaiting >= 0)
        self.capacity = capacity
        self.maximumWaiting = maximumWaiting
    }

    /// Someone wants a connection; nobody overtakes those who wait.
    mutating func acquire(_ ticket: UInt64) -> Acquisition {
        if isClosed { return .refuse(Self.closed) }
        if waiting.isEmpty, let connection = idle.popLast() {
            leased += 1
            return .lease(connection)
        }
        if leased + idle.count < capacity {
            leased += 1
            return .make
        }
        guard waiting.count < maximumWaiting else {
            return .refuse(PostgresError(.poolFull, "too much work waits for the database; try again later"))
        }
        waiting.append(ticket)
        return .wait
    }

    /// A connection comes back; it goes to the first who waits, whose ticket is returned, or to the idle ones.
    mutating func release(_ connection: Connection) -> UInt64? {
        if !isClosed, !waiting.isEmpty { return waiting.removeFirst() }
        leased -= 1
        if !isClosed { idle.append(connection) }
        return nil
    }

    /// Someone no longer waits; false when the ticket was served already.
    mutating func giveUp(_ ticket: UInt64) -> Bool {
        guard let index = waiting.firstIndex(of: ticket) else { return false }
        waiting.remove(at: index)
        return true
    }

    /// The pool ends: returns the idle connections to close and the tickets to refuse.
    mutating func close() -> (connections: [Connection], tickets: [UInt64]) {
        isClosed = true
        defer { (idle, waiting) = ([], []) }
        return (idle, waiting)
    }

    static var closed: PostgresError { PostgresError(.poolClosed, "the connection pool is closed") }
}
