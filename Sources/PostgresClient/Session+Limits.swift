extension Session {
    /// Runs `body` without the limits on the time of statements and locks, as maintenance needs.
    ///
    /// - Throws: What `body` throws, or `PostgresError`.
    public func withoutTimeLimits<Value>(_ body: (Session) throws -> Value) throws -> Value {
        try setLimits(statement: .zero, lock: .zero)
        responseTimeout = .seconds(7 * 86_400)
        let value: Value
        do {
            value = try body(self)
        } catch {
            responseTimeout = settings.responseTimeout
            // A failed transaction takes no statement; then a new connection brings the limits back.
            if (try? setLimits(statement: settings.statementTimeout, lock: settings.lockTimeout)) == nil {
                isSpent = true
            }
            throw error
        }
        responseTimeout = settings.responseTimeout
        try setLimits(statement: settings.statementTimeout, lock: settings.lockTimeout)
        return value
    }

    private func setLimits(statement: Duration, lock: Duration) throws(PostgresError) {
        let statement = String(ConnectionSettings.milliseconds(statement))
        let lock = String(ConnectionSettings.milliseconds(lock))
        _ = try query(
            "SELECT set_config('statement_timeout', \(statement), false), set_config('lock_timeout', \(lock), false)"
        )
    }
}
