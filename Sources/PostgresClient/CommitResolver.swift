internal import Foundation

/// Finds out over a new connection whether a COMMIT took effect whose answer was lost.
struct CommitResolver {
    let settings: ConnectionSettings

    /// Whether the transaction was committed.
    ///
    /// - Throws: `PostgresError` with `inDoubt` when that cannot be known: the server does not come back in time,
    ///   has forgotten so old a transaction, or was interrupted since and may have given the number out again.
    func isCommitted(_ doubt: DoubtfulCommit) throws(PostgresError) -> Bool {
        let deadline = ContinuousClock.now + settings.commitResolutionTimeout
        repeat {
            if let answer = try ask(doubt) { return answer }
            Thread.sleep(forTimeInterval: 0.02)
        } while ContinuousClock.now < deadline
        throw Self.unknown
    }

    /// Asks once; nil when it is too early to know.
    private func ask(_ doubt: DoubtfulCommit) throws(PostgresError) -> Bool? {
        do throws(PostgresError) {
            let session = try Session(connecting: settings)
            let number = String(doubt.transactionID)
            let status = try session.queryOne("SELECT pg_xact_status(\(number)::text::xid8)")?.textOrNil(0)
            switch status {
            case "committed":
                guard session.instance.isSameRun(as: doubt.instance) else { throw Self.unknown }
                return true
            case "aborted": return false
            case "in progress": return nil
            default: throw Self.unknown
            }
        } catch {
            switch error.code {
            case .connectionFailed, .connectionLost: return nil
            // A number beyond the server's last was lost in a crash with all that bore it.
            case .statementFailed where error.sqlState == .invalidParameterValue: return false
            default: throw error
            }
        }
    }

    private static let unknown = PostgresError(
        .inDoubt,
        "the connection broke at commit and its outcome cannot be known; read the data to see"
    )
}
