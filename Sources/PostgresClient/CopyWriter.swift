public import Foundation

/// Writes rows of a binary COPY, column by column, in the order of the columns named.
///
/// COPY converts nothing: a value must be of exactly its column's type.
public struct CopyWriter: ~Copyable {
    private static let flushThreshold = 64 * 1024

    private let columnCount: Int
    private let send: ([UInt8]) throws(PostgresError) -> Void
    private var buffer: [UInt8] = []
    private var fieldsInRow = 0
    private(set) var rowCount = 0

    init(columnCount: Int, send: @escaping ([UInt8]) throws(PostgresError) -> Void) {
        self.columnCount = columnCount
        self.send = send
        buffer.reserveCapacity(Self.flushThreshold + 8192)
        buffer += Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        buffer += [UInt8](repeating: 0, count: 8)  // No flags, no header extension.
    }

    /// Begins a row; the one before must be complete.
    ///
    /// - Throws: `PostgresError` with `copyInvalid` or `connectionLost`.
    public mutating func beginRow() throws(PostgresError) {
        try checkRow()
        if buffer.count >= Self.flushThreshold { try flush() }
        BinaryEncoding.append(Int16(truncatingIfNeeded: columnCount), to: &buffer)
        fieldsInRow = 0
        rowCount += 1
    }

    /// Appends NULL.
    public mutating func appendNull() {
        fieldsInRow += 1
        BinaryEncoding.append(Int32(-1), to: &buffer)
    }

    /// Appends an `int2`.
    public mutating func append(_ value: Int16) { append { BinaryEncoding.append(value, to: &$0) } }

    /// Appends an `int4`.
    public mutating func append(_ value: Int32) { append { BinaryEncoding.append(value, to: &$0) } }

    /// Appends an `int8`.
    public mutating func append(_ value: Int64) { append { BinaryEncoding.append(value, to: &$0) } }

    /// Appends a `bool`.
    public mutating func append(_ value: Bool) { append { $0.append(value ? 1 : 0) } }

    /// Appends a `text`.
    public mutating func append(_ value: String) { append { $0.append(contentsOf: value.utf8) } }

    /// Appends a `bytea`.
    public mutating func append(_ value: [UInt8]) { append { $0.append(contentsOf: value) } }

    /// Appends a `uuid`.
    public mutating func append(_ value: UUID) { append { BinaryEncoding.append(value, to: &$0) } }

    /// Appends a `timestamptz` given in seconds since 1970-01-01T00:00:00Z.
    public mutating func append(timestamp seconds: Int64) {
        append { BinaryEncoding.append(timestamp: seconds, to: &$0) }
    }

    /// Appends a `date` written as ISO 8601, such as `2026-11-22`.
    ///
    /// - Throws: `PostgresError` with `copyInvalid` when the text is not a date.
    public mutating func append(date: String) throws(PostgresError) {
        guard let date = CalendarDate(iso8601: date) else {
            throw PostgresError(.copyInvalid, "a date for copy is not of the form 2026-11-22")
        }
        append { BinaryEncoding.append(Int32(truncatingIfNeeded: date.daysSince2000), to: &$0) }
    }

    /// Ends the stream after the last row.
    mutating func finish() throws(PostgresError) {
        try checkRow()
        BinaryEncoding.append(Int16(-1), to: &buffer)
        try flush()
    }

    private mutating func append(_ write: (inout [UInt8]) -> Void) {
        fieldsInRow += 1
        BinaryEncoding.appendSized(to: &buffer, write)
    }

    private func checkRow() throws(PostgresError) {
        guard rowCount == 0 || fieldsInRow == columnCount else {
            throw PostgresError(
                .copyInvalid,
                "a row for copy has \(fieldsInRow) values for \(columnCount) columns"
            )
        }
    }

    private mutating func flush() throws(PostgresError) {
        try send(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
