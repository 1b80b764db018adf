/// One row of a result, read column by column from 0.
///
/// A getter accepts exactly the types that hold its value without loss and throws for any other, and for NULL;
/// its `…OrNil` twin returns nil for NULL. A row keeps the whole result it came from in memory.
public struct Row: Sendable {
    let result: QueryResult
    let index: Int

    /// The number of columns.
    public var count: Int { result.types.count }

    /// Whether a column is NULL.
    public func isNull(_ column: Int) -> Bool {
        result.withValue(row: index, column: column) { _ in true } == nil
    }

    /// Reads a column of one of the given types; nil for NULL.
    func read<Value>(
        _ column: Int,
        as types: UInt32...,
        with decode: (RawSpan) -> Value?
    ) throws(PostgresError) -> Value? {
        guard result.types.indices.contains(column) else {
            throw PostgresError(.typeMismatch, "the result has no column \(column)")
        }
        guard types.contains(result.types[column]) else {
            let name = String(describing: Value.self)
            throw PostgresError(.typeMismatch, "column \(column) is not readable as `\(name)`")
        }
        guard let value = result.withValue(row: index, column: column, decode) else { return nil }
        guard let value else {
            throw PostgresError(.typeMismatch, "column \(column) holds a value outside the range of its type")
        }
        return value
    }

    func required<Value>(_ value: Value?, _ column: Int) throws(PostgresError) -> Value {
        guard let value else { throw PostgresError(.unexpectedNull, "column \(column) is null") }
        return value
    }
}
