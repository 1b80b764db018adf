internal import CLibPQ

extension Session {
    /// Makes row-level security show the rows of one controller, or of none for nil.
    ///
    /// Set outside any transaction, since a rollback would undo it.
    func apply(scope wanted: Int32?) throws(PostgresError) {
        guard wanted != scope else { return }
        let text = wanted.map(String.init) ?? ""
        _ = try run(["SELECT set_config('lethe.controller', \(text), false)"])
        scope = wanted
    }

    /// Leaves no transaction open and nothing waiting.
    ///
    /// - Returns: Whether a transaction had been left open.
    func tidy() throws(PostgresError) -> Bool {
        prelude = []
        beginResults = []
        isInTransaction = false
        guard !isBroken else { return false }
        switch link.transactionStatus {
        case PQTRANS_IDLE:
            try deallocateRetired()
            return false
        case PQTRANS_INTRANS, PQTRANS_INERROR:
            try execute("ROLLBACK")
            return true
        default:
            isSpent = true
            return false
        }
    }

    private func deallocateRetired() throws(PostgresError) {
        guard !retired.isEmpty else { return }
        let names = retired
        retired = []
        _ = try run(names.map { "DEALLOCATE \(unsafeSQL: SQL.quotedIdentifier($0))" })
    }
}
