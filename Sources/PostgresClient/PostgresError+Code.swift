extension PostgresError {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        // The connection.
        /// The settings cannot be understood.
        case settingsInvalid
        /// No connection could be made.
        case connectionFailed
        /// The connection broke.
        ///
        /// Of a transaction nothing was kept; a statement outside one may or may not have taken effect.
        case connectionLost
        /// The server could lose acknowledged transactions by its settings.
        case serverNotDurable
        /// The server is older than PostgreSQL 15.
        case serverTooOld
        /// The role is a superuser or bypasses row-level security.
        case roleBypassesRowSecurity

        // Statements and rows.
        /// The server refused the statement; `sqlState` says why.
        case statementFailed
        /// A column has another type than was asked for.
        case typeMismatch
        /// A column is NULL where a value was asked for.
        case unexpectedNull
        /// There were more rows than one.
        case tooManyRows
        /// Rows given to COPY do not fit its columns.
        case copyInvalid

        // Transactions.
        /// The transaction was certainly rolled back although its work had not failed.
        case rolledBack
        /// A transaction was begun and neither committed nor rolled back by the one who began it.
        case transactionLeftOpen
        /// The connection broke at COMMIT and nothing tells whether it took effect.
        case inDoubt

        // The pool.
        /// No connection became free in time.
        case poolTimedOut
        /// Too many are waiting already.
        case poolFull
        /// The pool was closed.
        case poolClosed

        // Migrations.
        /// The migrations are not numbered 1, 2, 3, … or cannot be read.
        case migrationsInvalid
        /// An applied migration differs from the one at hand.
        case migrationChanged
        /// The database has migrations that this program does not know.
        case databaseNewer
        /// A migration failed and was rolled back.
        case migrationFailed

        // The embedded cluster.
        /// PostgreSQL's programs are not installed.
        case programsMissing
        /// The directory holds a cluster already, or something else.
        case clusterExists
        /// The directory holds no cluster.
        case clusterMissing
        /// Another process runs the cluster.
        case clusterInUse
        /// The directory cannot be used.
        case clusterUnusable
        /// PostgreSQL did not start or stop.
        case clusterFailed
    }
}
