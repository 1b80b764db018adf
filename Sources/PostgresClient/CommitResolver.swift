internal import Foundation

/// Finds out over a new connection whether a COMMIT took effect whose answer was lost.
///
/// The server's word about the number of the transaction is enough while the run of the server goes on that gave it. After
/// a crash, or on another server after a failover, the number may be another transaction's by now: there the rows tell,
/// and without a question about them nobody can.
struct CommitResolver {
    let settings: ConnectionSettings
    /// The scope that the question is asked in.
    let scope: Int32?
    /// What finds a row exactly when the transaction took effect.
    let proof: SQL?

    /// Whether the transaction was committed.
    ///
    /// - Throws: `PostgresError` with `inDoubt` when that cannot be known: no server comes back in time; or the server
    ///   was interrupted since, or has forgotten so old a transaction, and there is no proof to ask for.
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
            case "aborted": return false
            case "in progress": return nil
            case "committed" where session.instance.isSameRun(as: doubt.instance): break
            default:
                guard let proof else { throw Self.unknown }
                try session.apply(scope: scope)
                guard try !session.query(proof).isEmpty else { return false }
            }
            try confirm(over: session)
            return true
        } catch {
            switch error.code {
            case .connectionFailed, .connectionLost: return nil
            // A number beyond the server's last was lost in a crash with all that bore it.
            case .statementFailed where error.sqlState == .invalidParameterValue: return false
            default: throw error
            }
        }
    }

    /// Waits until all that this server has committed is as durable as it promises, on its standbys too.
    ///
    /// A commit that was interrupted while it waited for a standby is seen before the standby has it.
    private func confirm(over session: Session) throws(PostgresError) {
        _ = try session.query("SELECT pg_logical_emit_message(true, 'lethe', '')")
    }

    private static let unknown = PostgresError(
        .inDoubt,
        "the connection broke at commit and its outcome cannot be known; read the data to see"
    )
}
