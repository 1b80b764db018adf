/// A five-character error code of PostgreSQL (its documentation, appendix A).
public struct SQLState: RawRepresentable, Hashable, Sendable {
    /// The five characters, such as `23505`.
    public let rawValue: String

    /// Wraps a code.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The first two characters, which name the kind of error.
    public var errorClass: String { String(rawValue.prefix(2)) }
}

extension SQLState {
    /// A second row with the same key.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// A row that refers to one that does not exist.
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    /// A NULL where none may be.
    public static let notNullViolation = SQLState(rawValue: "23502")
    /// A value that a check constraint refuses.
    public static let checkViolation = SQLState(rawValue: "23514")
    /// A transaction that could not be ordered among others; run it again.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// A transaction chosen as the victim of a deadlock; run it again.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// A lock that could not be had in time, or at once.
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// A statement stopped by its time limit or on request.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// An operation that the role may not do, row-level security included.
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// A statement after an error in the same transaction.
    public static let inFailedTransaction = SQLState(rawValue: "25P02")
    /// A prepared statement whose result would now have other columns, among others.
    static let featureNotSupported = SQLState(rawValue: "0A000")
    /// A prepared statement that the server does not know.
    static let invalidStatementName = SQLState(rawValue: "26000")
    /// A parameter outside its range.
    static let invalidParameterValue = SQLState(rawValue: "22023")
}
