internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The restore gate of one controller on PostgreSQL.
struct GateTables: GateRepository {
    let pool: PostgresPool
    let controller: Int32

    private static let columns =
        "event_id, known_epoch, known_size, known_at, ended_at, erasures, unexplained"

    func begin(_ id: EventID, at time: Timestamp) async throws -> ReconciliationRow {
        let proof: SQL = """
            SELECT 1 FROM reconciliations WHERE controller_id = \(controller) AND event_id = \(id.uuid)
            """
        return try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                "UPDATE controllers SET state = 'gate' WHERE controller_id = \(controller)"
            )
            _ = try session.execute(
                """
                UPDATE shreds SET certificate_id = gen_random_uuid()
                WHERE controller_id = \(controller) AND state NOT IN ('certified', 'repeated')
                """
            )
            _ = try session.execute(
                """
                INSERT INTO reconciliations
                    (controller_id, event_id, known_epoch, known_size, known_at, begun_at)
                SELECT controller_id, \(id.uuid), epoch,
                    coalesce((SELECT max(position) + 1 FROM log_entries e WHERE e.controller_id = c.controller_id), 0),
                    (SELECT max(at) FROM checkpoints k WHERE k.controller_id = c.controller_id),
                    \(timestamp: time.secondsSinceEpoch)
                FROM controllers c WHERE controller_id = \(controller)
                ON CONFLICT (controller_id) WHERE ended_at IS NULL DO NOTHING
                """
            )
            guard let row = try last(in: session), row.endedAt == nil else {
                throw VaultError(.damaged, "the row of a reconciliation that runs is gone")
            }
            return row
        }
    }

    func last() async throws -> ReconciliationRow? {
        try await pool.withSession(scope: controller) { session in try last(in: session) }
    }

    private func last(in session: Session) throws -> ReconciliationRow? {
        try session.queryOne(
            """
            SELECT \(unsafeSQL: Self.columns) FROM reconciliations WHERE controller_id = \(controller)
            ORDER BY ended_at DESC NULLS FIRST LIMIT 1
            """
        ).map { row in
            ReconciliationRow(
                id: EventID(try row.uuid(0)),
                epoch: Epoch(UInt64(try row.int64(1))),
                size: UInt64(try row.int64(2)),
                knownAt: try row.timestampOrNil(3).map { Timestamp(secondsSinceEpoch: $0) },
                endedAt: try row.timestampOrNil(4).map { Timestamp(secondsSinceEpoch: $0) },
                erasures: try row.int32OrNil(5).map { Int($0) },
                unexplained: try row.int64OrNil(6).map { Int($0) }
            )
        }
    }

    func lastCheckpoint() async throws -> Timestamp? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne("SELECT max(at) FROM checkpoints WHERE controller_id = \(controller)")?
                .timestampOrNil(0).map { Timestamp(secondsSinceEpoch: $0) }
        }
    }

    func move(to serials: Range<UInt32>, patients: UInt64) async throws {
        let proof: SQL = """
            SELECT 1 FROM controllers
            WHERE controller_id = \(controller) AND serial_mark >= \(Int32(serials.upperBound))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE patients SET next_serial = greatest(next_serial, \(Int32(serials.lowerBound)))
                WHERE controller_id = \(controller) AND state <> 'erased'
                """
            )
            _ = try session.execute(
                """
                UPDATE controllers SET serial_mark = \(Int32(serials.upperBound)),
                    next_patient_no = \(Int64(patients)), leased_until = \(Int64(patients))
                WHERE controller_id = \(controller)
                """
            )
        }
    }

    func narrowings() async throws -> Set<Int64> {
        try await pool.withSession(scope: controller) { session in
            Set(
                try session.query("SELECT number FROM narrowings WHERE controller_id = \(controller)")
                    .map { try $0.int64(0) }
            )
        }
    }

    func note(narrowing number: Int64, _ id: RequestID, as outcome: NarrowingOutcome) async throws {
        let proof: SQL = """
            SELECT 1 FROM narrowings WHERE controller_id = \(controller) AND number = \(number)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            session.enqueue([
                """
                INSERT INTO narrowings (controller_id, number, event_id, outcome, reconciliation)
                VALUES (\(controller), \(number), \(id.uuid), \(outcome.rawValue),
                    (SELECT event_id FROM reconciliations WHERE controller_id = \(controller) AND ended_at IS NULL))
                ON CONFLICT DO NOTHING
                """
            ])
        }
    }

    func countNarrowings(of reconciliation: EventID) async throws -> (repeated: Int, lost: Int) {
        func count(_ outcome: NarrowingOutcome) async throws -> Int {
            try await self.count(
                """
                SELECT count(*) FROM narrowings WHERE controller_id = \(controller)
                    AND reconciliation = \(reconciliation.uuid) AND outcome = \(outcome.rawValue)
                """
            )
        }
        return (try await count(.repeated), try await count(.lost))
    }

    func countRepeated(after epoch: Epoch) async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM shreds
            WHERE controller_id = \(controller) AND state = 'repeated' AND epoch > \(Int64(epoch.rawValue))
            """
        )
    }

    func countUnexplained(in range: Range<UInt64>) async throws -> Int {
        let first = Int64(range.lowerBound)
        let end = Int64(range.upperBound)
        return range.count
            - (try await count(
                """
                SELECT (SELECT count(*) FROM record_versions WHERE controller_id = \(controller)
                        AND entry >= \(first) AND entry < \(end))
                    + (SELECT count(*) FROM shreds WHERE controller_id = \(controller)
                        AND entry >= \(first) AND entry < \(end))
                    + (SELECT count(*) FROM log_events WHERE controller_id = \(controller)
                        AND entry >= \(first) AND entry < \(end))
                """
            ))
    }

    func countUnnamed() async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM patients p WHERE \(Self.isUnnamed(controller: controller))
            """
        )
    }

    func countUnmoved() async throws -> Int {
        try await count(
            """
            SELECT count(*) FROM records r WHERE r.controller_id = \(controller)
                AND \(Self.isUnmoved(controller: controller))
            """
        )
    }

    /// What is true of a record `r` that was moved in a newer database, and whose keys nothing here says where they went.
    static func isUnmoved(controller: Int32) -> SQL {
        """
        r.shred_id IN (SELECT s.shred_id FROM shreds s WHERE s.controller_id = \(controller)
            AND s.state = 'repeated' AND s.cause = \(ShredCause.move.rawValue))
        """
    }

    /// What is true of an active patient `p` who has no record any more that says who they are.
    static func isUnnamed(controller: Int32) -> SQL {
        """
        p.controller_id = \(controller) AND p.patient_no > 0 AND p.state = 'active'
            AND NOT EXISTS (SELECT 1 FROM records r WHERE r.controller_id = p.controller_id
                AND r.patient_no = p.patient_no AND r.record_id = p.identity_id AND r.state = 'current')
        """
    }

    func end(
        _ id: EventID,
        erasures: Int,
        unexplained: Int,
        epoch: Epoch,
        event: LogEventDraft,
        at time: Timestamp
    ) async throws {
        let proof = LogEventTables.proof(of: event.id, controller: controller)
        try await pool.transaction(scope: controller, proof: proof) { session in
            let ended = try session.query(
                """
                UPDATE reconciliations SET ended_at = \(timestamp: time.secondsSinceEpoch),
                    erasures = \(Int32(erasures)), unexplained = \(Int64(unexplained))
                WHERE controller_id = \(controller) AND event_id = \(id.uuid) AND ended_at IS NULL
                RETURNING 1
                """
            )
            guard !ended.isEmpty else {
                throw VaultError(.conflict, "this reconciliation was ended meanwhile")
            }
            try LogEventTables.insertForOffice(event, controller: controller, in: session)
            session.enqueue([
                """
                UPDATE controllers SET state = 'open', epoch = greatest(epoch, \(Int64(epoch.rawValue)))
                WHERE controller_id = \(controller)
                """
            ])
        }
    }

    private func count(_ statement: SQL) async throws -> Int {
        try await pool.withSession(scope: controller) { session in
            Int(try session.queryOne(statement)?.int64(0) ?? 0)
        }
    }
}
