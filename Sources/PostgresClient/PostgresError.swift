/// What went wrong between Lethe and PostgreSQL, said without any stored or bound value.
///
/// The server's own sentences quote rows ("Key (name)=(…) already exists"), so they are never kept: an error from
/// the server is its SQLSTATE and names out of the schema. The statement's text, which holds `$n` for every
/// value, is shown by `String(reflecting:)` only. Two errors are equal when code and SQLSTATE are.
public struct PostgresError: Error, Sendable {
    /// What kind of failure this is.
    public let code: Code
    /// The server's error code, when the server answered with one.
    public let sqlState: SQLState?
    /// A fixed sentence for people, lower-case and without a full stop.
    public let message: String
    /// The name of the constraint that refused, when one did.
    public let constraint: String?
    /// The name of the table that the server named.
    public let table: String?
    /// The text of the failed statement, with `$n` for each value.
    public let statement: String?
    /// The line of a script, from 1, at which the server saw the error.
    let scriptLine: Int?

    init(
        _ code: Code,
        _ message: String,
        sqlState: SQLState? = nil,
        constraint: String? = nil,
        table: String? = nil,
        statement: String? = nil,
        scriptLine: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.statement = statement
        self.scriptLine = scriptLine
    }

    /// Whether the same work, done again from its beginning, may well succeed.
    ///
    /// True only when it is certain that nothing of the failed work was kept.
    public var isRetryable: Bool {
        switch code {
        case .rolledBack: true
        case .statementFailed: sqlState == .serializationFailure || sqlState == .deadlockDetected
        default: false
        }
    }
}

extension PostgresError: Equatable {
    /// Compares code and SQLSTATE.
    public static func == (left: PostgresError, right: PostgresError) -> Bool {
        left.code == right.code && left.sqlState == right.sqlState
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The fixed sentence, with the SQLSTATE when there is one.
    public var description: String {
        guard let sqlState else { return message }
        return "\(message) (SQLSTATE \(sqlState.rawValue))"
    }

    /// The description with code, schema names and statement text.
    public var debugDescription: String {
        var parts = ["\(code): \(description)"]
        if let table { parts.append("table `\(table)`") }
        if let constraint { parts.append("constraint `\(constraint)`") }
        if let statement { parts.append("while executing `\(statement)`") }
        return parts.joined(separator: ", ")
    }
}
