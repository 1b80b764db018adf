/// One step of the database's schema, applied once and never changed afterwards.
public struct Migration: Sendable, Hashable {
    /// The place in the order, from 1 without gaps.
    public let version: Int32
    /// A short name, such as `patients`.
    public let name: String
    /// The statements; they run in one transaction and must not begin or end one.
    public let sql: String

    /// Makes a migration.
    public init(version: Int32, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }
}
