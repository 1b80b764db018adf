/// How a pool is used at one moment.
public struct PoolHealth: Sendable, Equatable {
    /// Connections that nobody uses.
    public let idle: Int
    /// Connections in use.
    public let leased: Int
    /// Tasks that wait for a connection.
    public let waiting: Int
}
