internal import CLibPQ

/// One result of the server, owned until the last row of it is gone.
///
/// Unchecked because libpq never changes a `PGresult` after it was made; concurrent reads are allowed.
@safe
final class QueryResult: @unchecked Sendable {
    private let result: OpaquePointer
    let rowCount: Int
    let types: [UInt32]

    /// Takes over a result.
    init(owning result: OpaquePointer) {
        unsafe self.result = unsafe result
        rowCount = unsafe Int(PQntuples(result))
        let columnCount = unsafe PQnfields(result)
        types = (0..<columnCount).map { column in unsafe PQftype(result, column) }
    }

    deinit {
        unsafe PQclear(result)
    }

    var status: ExecStatusType { unsafe PQresultStatus(result) }

    /// The number of rows that the statement touched; 0 for a statement that touches none.
    var affectedRows: Int {
        guard let text = unsafe PQcmdTuples(result) else { return 0 }
        return unsafe Int(String(cString: text)) ?? 0
    }

    /// The command that completed, such as `COMMIT`, or `ROLLBACK` for a COMMIT that could not be.
    var commandTag: String {
        guard let text = unsafe PQcmdStatus(result) else { return "" }
        return unsafe String(cString: text)
    }

    var sqlState: SQLState? { field("C").map(SQLState.init(rawValue:)) }
    var constraintName: String? { field("n") }
    var tableName: String? { field("t") }
    /// The place of an error in the statement's text, in characters from 1.
    var statementPosition: Int? { field("P").flatMap { Int($0) } }

    /// The rows; each keeps the whole result alive.
    var rows: [Row] { (0..<rowCount).map { Row(result: self, index: $0) } }

    /// Passes a value's bytes, or nil for NULL.
    func withValue<Value>(row: Int, column: Int, _ body: (RawSpan) -> Value?) -> Value?? {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(result, row, column) == 0 else { return nil }
        let count = unsafe Int(PQgetlength(result, row, column))
        let value = unsafe UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: count)
        return .some(body(unsafe value.bytes))
    }

    /// A field of an error by its letter in the protocol (`PG_DIAG_…` in `postgres_ext.h`).
    private func field(_ letter: Unicode.Scalar) -> String? {
        guard let text = unsafe PQresultErrorField(result, Int32(letter.value)) else { return nil }
        return unsafe String(cString: text)
    }
}
