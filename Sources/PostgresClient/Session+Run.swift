internal import CLibPQ

extension Session {
    /// One statement under way.
    private struct Step {
        let sql: SQL
        let key: StatementCache.Key
        let name: String?
        /// Whether the statement is being prepared in the same round trip.
        let prepares: Bool
    }

    /// Runs the waiting prelude and the statements in one round trip; returns one result per statement.
    func run(_ statements: [SQL]) throws(PostgresError) -> [QueryResult] {
        let leading = prelude
        prelude = []
        let steps = plan(leading + statements)
        guard !steps.isEmpty else { return [] }
        let deadline = ContinuousClock.now + responseTimeout
        let pipelined = steps.count > 1 || steps[0].prepares
        try send(steps, pipelined: pipelined, deadline)
        var results = try receive(steps, pipelined: pipelined, deadline)
        if !leading.isEmpty {
            if beginResults.isEmpty { beginResults = Array(results.prefix(leading.count)) }
            results.removeFirst(leading.count)
        }
        return results
    }

    private func plan(_ statements: [SQL]) -> [Step] {
        var fresh: [StatementCache.Key: String] = [:]
        return statements.map { sql in
            let key = StatementCache.Key(text: sql.text, types: sql.arguments.types)
            guard sql.isPreparable else { return Step(sql: sql, key: key, name: nil, prepares: false) }
            if let name = cache.name(of: key) ?? fresh[key] {
                return Step(sql: sql, key: key, name: name, prepares: false)
            }
            let name = cache.newName()
            fresh[key] = name
            return Step(sql: sql, key: key, name: name, prepares: true)
        }
    }

    private func send(
        _ steps: [Step],
        pipelined: Bool,
        _ deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        if pipelined, !link.enterPipeline() { throw lost(steps[0].sql) }
        for step in steps {
            var sent = true
            if let name = step.name, step.prepares {
                sent = link.sendPrepare(name: name, text: step.sql.text, types: step.key.types)
            }
            if let name = step.name {
                sent = sent && link.send(prepared: name, step.sql.arguments)
            } else {
                sent = sent && link.send(text: step.sql.text, step.sql.arguments)
            }
            guard sent else { throw lost(step.sql) }
        }
        if pipelined, !link.synchronise() { throw lost(steps[0].sql) }
        guard link.flush(until: deadline) else { throw lost(steps[0].sql) }
    }

    private func receive(
        _ steps: [Step],
        pipelined: Bool,
        _ deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> [QueryResult] {
        var results: [QueryResult] = []
        var failure: PostgresError?
        for step in steps {
            if step.prepares, let name = step.name {
                let result = try only(deadline, step.sql)
                if result.status == PGRES_COMMAND_OK {
                    if let old = cache.insert(step.key, name: name) { retired.append(old) }
                }
                failure = failure ?? error(in: result, statement: step.sql)
            }
            let result = try only(deadline, step.sql)
            failure = failure ?? error(in: result, statement: step.sql)
            results.append(result)
        }
        if pipelined {
            let end = try next(deadline, steps[0].sql)
            guard end?.status == PGRES_PIPELINE_SYNC, link.exitPipeline() else { throw lost(steps[0].sql) }
        }
        if let failure {
            if link.isBroken { throw lost(steps[0].sql) }
            throw failure
        }
        return results
    }

    /// Reads the answers to one statement, of which there is exactly one before their end.
    func only(_ deadline: ContinuousClock.Instant, _ sql: SQL?) throws(PostgresError) -> QueryResult {
        guard let result = try next(deadline, sql) else { throw lost(sql) }
        while try next(deadline, sql) != nil {}
        return result
    }

    func next(_ deadline: ContinuousClock.Instant, _ sql: SQL?) throws(PostgresError) -> QueryResult? {
        do {
            return try link.nextResult(until: deadline)
        } catch {
            throw lost(sql)
        }
    }

    /// Marks the session as of no more use and makes the error to throw.
    func lost(_ sql: SQL?) -> PostgresError {
        isSpent = true
        return .connectionLost(during: sql?.text)
    }

    /// The error that a result stands for; nil for success, and for a statement that was skipped after an error.
    func error(in result: QueryResult, statement: SQL?, script: String? = nil) -> PostgresError? {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_ABORTED, PGRES_COPY_IN:
            return nil
        case PGRES_COPY_OUT, PGRES_COPY_BOTH:
            return lost(statement)
        default:
            break
        }
        // Without a code the error is libpq's own, which is a broken connection.
        guard let state = result.sqlState else { return lost(statement) }
        if statement?.isPreparable == true, state == .featureNotSupported || state == .invalidStatementName {
            isSpent = true  // The prepared statements no longer fit the schema.
        }
        return .server(
            state,
            constraint: result.constraintName,
            table: result.tableName,
            statement: statement?.text,
            scriptLine: script.flatMap { script in
                result.statementPosition.map { position in
                    script.unicodeScalars.prefix(position).count { $0 == "\n" } + 1
                }
            }
        )
    }
}
