internal import CLibPQ

/// How a transaction sees others.
public enum IsolationLevel: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see one moment; conflicting updates fail with a serialization failure.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another, or a serialization failure.
    case serializable = "SERIALIZABLE"
}

/// A connection that broke at COMMIT: what is needed to find out whether it took effect.
struct DoubtfulCommit: Error {
    let transactionID: Int64
    let instance: ServerInstance
}

extension Session {
    /// Runs `body` in a transaction and commits it.
    ///
    /// BEGIN and the question for the transaction's number travel with the first statement. The number is taken
    /// at the beginning, since after a break at COMMIT it can no longer be asked for. What ``enqueue(_:)`` left
    /// travels with COMMIT.
    ///
    /// - Throws: What `body` throws, `PostgresError`, or `DoubtfulCommit`.
    func transaction<Value>(
        isolation: IsolationLevel,
        _ body: (Session) throws -> Value
    ) throws -> Value {
        let beginning: [SQL] = [
            "BEGIN ISOLATION LEVEL \(unsafeSQL: isolation.rawValue)", "SELECT pg_current_xact_id()",
        ]
        prelude = beginning
        beginResults = []
        isInTransaction = true
        defer { isInTransaction = false }
        do {
            let value = try body(self)
            if beginResults.isEmpty, prelude.count == beginning.count {
                prelude = []  // No statement was run, so nothing was begun.
                return value
            }
            if beginResults.isEmpty { try flushPrelude() }
            guard let transactionID = try transactionID() else {
                throw PostgresError(
                    .rolledBack,
                    "the transaction failed at its beginning and the error was passed over"
                )
            }
            try commit(transactionID)
            return value
        } catch {
            // A failed rollback means a broken connection, which rolls back by itself.
            _ = try? tidy()
            throw error
        }
    }

    private func transactionID() throws(PostgresError) -> Int64? {
        guard beginResults.count >= 2, let row = beginResults[1].rows.first else { return nil }
        return try row.int64(0)
    }

    private func commit(_ transactionID: Int64) throws {
        let doubt = DoubtfulCommit(transactionID: transactionID, instance: instance)
        let result: QueryResult
        do {
            result = try run(["COMMIT"])[0]
        } catch {
            // An error that leaves the connection whole is a definite refusal, such as a deferred constraint or a
            // waiting statement that failed, after which COMMIT is skipped.
            if isBroken { throw doubt }
            throw error
        }
        guard result.commandTag == "COMMIT" else {
            throw PostgresError(
                .rolledBack,
                "the transaction was rolled back, since an error in it was passed over"
            )
        }
    }
}
