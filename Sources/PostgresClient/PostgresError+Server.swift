extension PostgresError {
    /// An error that the server answered with.
    static func server(
        _ state: SQLState,
        constraint: String?,
        table: String?,
        statement: String?,
        scriptLine: Int? = nil
    ) -> PostgresError {
        PostgresError(
            .statementFailed,
            sentence(for: state),
            sqlState: state,
            constraint: constraint,
            table: table,
            statement: statement,
            scriptLine: scriptLine
        )
    }

    static func connectionLost(during statement: String?) -> PostgresError {
        PostgresError(
            .connectionLost,
            "the connection to postgresql was lost; see whether the server runs",
            statement: statement
        )
    }

    /// A fixed sentence per SQLSTATE, or else per class of SQLSTATE.
    static func sentence(for state: SQLState) -> String {
        sentencesByState[state.rawValue] ?? sentencesByClass[state.errorClass]
            ?? "postgresql refused the statement"
    }

    private static let sentencesByState: [String: String] = [
        "23502": "a required value is missing",
        "23503": "the row refers to one that does not exist, or is referred to",
        "23505": "a row with the same key exists already",
        "23514": "a value breaks a rule of its table",
        "40001": "the transaction collided with another; run it again",
        "40P01": "the transaction was stopped to end a deadlock; run it again",
        "42501": "the role lacks the privilege, or row-level security refuses the row",
        "42P01": "a table that the statement names does not exist; apply the migrations",
        "53100": "the disk of postgresql is full; free some space",
        "53300": "postgresql has no connection left; raise max_connections or use a smaller pool",
        "55P03": "a lock could not be had in time",
        "57014": "the statement was stopped by its time limit or on request",
        "57P01": "postgresql is shutting down",
        "57P03": "postgresql is starting up",
        "XX001": "postgresql found damaged data; stop and restore from a backup",
        "XX002": "postgresql found a damaged index; rebuild it",
    ]

    private static let sentencesByClass: [String: String] = [
        "08": "the connection to postgresql failed",
        "0A": "postgresql does not support what the statement asks",
        "21": "a subquery returned more rows than one",
        "22": "a value does not fit its type",
        "23": "a value breaks a constraint",
        "25": "the transaction is in a state that does not allow the statement",
        "26": "a prepared statement is unknown",
        "28": "postgresql refused the role",
        "3D": "the database does not exist",
        "40": "the transaction was rolled back",
        "42": "the statement is not valid for this schema",
        "53": "postgresql lacks memory, disk or connections",
        "54": "the statement exceeds a limit of postgresql",
        "55": "an object is not in the state that the statement needs",
        "57": "an operator or a limit stopped the statement",
        "58": "the operating system failed postgresql; see its log",
        "XX": "postgresql reports an internal error; see its log",
    ]
}
