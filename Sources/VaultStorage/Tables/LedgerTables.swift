internal import Ledger
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The ledger's rows of one controller on PostgreSQL.
struct LedgerTables: LedgerRepository {
    let pool: PostgresPool
    let controller: Int32

    func queue(limit: Int) async throws -> [QueuedEntry] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT queue_no, commitment FROM log_queue
                WHERE controller_id = \(controller) ORDER BY queue_no LIMIT \(Int64(limit))
                """
            ).map(Self.entry)
        }
    }

    func queue(_ padding: [Commitment]) async throws -> [QueuedEntry] {
        let proof: SQL = """
            SELECT 1 FROM log_queue
            WHERE controller_id = \(controller) AND commitment = ANY(\(padding.map(\.bytes))) LIMIT 1
            """
        return try await pool.transaction(scope: controller, proof: proof) { session in
            try session.query(LedgerMark.insertion(of: padding, controller: controller)).map(Self.entry)
        }
    }

    func waiting(among commitments: [Commitment]) async throws -> [QueuedEntry] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT queue_no, commitment FROM log_queue
                WHERE controller_id = \(controller) AND commitment = ANY(\(commitments.map(\.bytes)))
                """
            ).map(Self.entry)
        }
    }

    func size() async throws -> UInt64 {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT coalesce((SELECT position + 1 FROM log_entries WHERE controller_id = \(controller)
                    ORDER BY position DESC LIMIT 1), 0)
                """
            )
            return UInt64(try row?.int64(0) ?? 0)
        }
    }

    func event(_ id: EventID) async throws -> LogEventRow? {
        try await pool.withSession(scope: controller) { session in
            try LogEventTables.event(id, controller: controller, in: session)
        }
    }

    func events(of patient: PatientNumber) async throws -> [LogEventRow] {
        try await pool.withSession(scope: controller) { session in
            try LogEventTables.events(of: patient, controller: controller, in: session)
        }
    }

    func entries(in range: Range<UInt64>) async throws -> [Commitment] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT commitment FROM log_entries
                WHERE controller_id = \(controller) AND position >= \(Int64(range.lowerBound))
                    AND position < \(Int64(range.upperBound))
                ORDER BY position
                """
            ).map { try Self.commitment(try $0.bytes(0)) }
        }
    }

    func record(
        _ batch: [Commitment],
        at first: UInt64,
        from waiting: [Int64],
        checkpoint: Checkpoint,
        note: String,
        at time: Timestamp
    ) async throws {
        let positions = batch.indices.map { Int64(first) + Int64($0) }
        let proof: SQL = """
            SELECT 1 FROM checkpoints WHERE controller_id = \(controller) AND size = \(Int64(checkpoint.size))
            """
        // A version that another patient takes meanwhile is found again where it went, by beginning anew.
        try await pool.transaction(scope: controller, retrySerialization: true, proof: proof) { session in
            _ = try session.execute(
                """
                INSERT INTO log_entries (controller_id, position, commitment, batch)
                SELECT \(controller), e.position, e.commitment, \(Int64(first))
                FROM unnest(\(positions), \(batch.map(\.bytes))) AS e (position, commitment)
                ON CONFLICT DO NOTHING
                """
            )
            let missed = try session.query(
                """
                WITH done AS (
                    DELETE FROM log_queue q
                    USING unnest(\(positions), \(batch.map(\.bytes))) AS e (position, commitment)
                    WHERE q.controller_id = \(controller) AND q.queue_no = ANY(\(waiting))
                        AND q.commitment = e.commitment
                    RETURNING e.position, q.owner_kind, q.owner_id, q.owner_version
                ), versions AS (
                    UPDATE record_versions v SET entry = done.position FROM done, records r
                    WHERE done.owner_kind = \(LogOwner.version.rawValue)
                        AND r.controller_id = \(controller) AND r.record_id = done.owner_id
                        AND v.controller_id = \(controller) AND v.patient_no = r.patient_no
                        AND v.record_id = r.record_id AND v.version = done.owner_version
                    RETURNING v.record_id, v.version
                ), events AS (
                    UPDATE log_events l SET entry = done.position FROM done
                    WHERE done.owner_kind = \(LogOwner.event.rawValue)
                        AND l.controller_id = \(controller) AND l.event_id = done.owner_id
                ), erasures AS (
                    UPDATE shreds s SET entry = done.position FROM done
                    WHERE done.owner_kind = \(LogOwner.shred.rawValue)
                        AND s.controller_id = \(controller) AND s.shred_id = done.owner_id
                )
                SELECT position, owner_id, owner_version FROM done
                WHERE owner_kind = \(LogOwner.version.rawValue)
                    AND (owner_id, owner_version) NOT IN (SELECT record_id, version FROM versions)
                """
            )
            try place(missed, in: session)
            _ = try session.execute(
                """
                INSERT INTO checkpoints (controller_id, size, root, note, at)
                VALUES (\(controller), \(Int64(checkpoint.size)), \(checkpoint.root.bytes), \(note),
                    \(timestamp: time.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """
            )
        }
    }

    /// How often versions are looked for that are moved while they are given their positions.
    private static let attempts = 10

    /// Gives versions their positions that the first look did not find: most were erased while they waited.
    ///
    /// Whoever waits for a row that a move holds finds it changed, joined with the record as it was, and passes it over
    /// without a word (PostgreSQL, READ COMMITTED). The next statement sees what the move has left.
    private func place(_ missed: [Row], in session: Session) throws {
        var missed = missed
        for _ in 0..<Self.attempts where !missed.isEmpty {
            missed = try session.query(
                """
                WITH done AS (
                    SELECT * FROM unnest(\(try missed.map { try $0.int64(0) }), \(try missed.map { try $0.uuid(1) }),
                        \(try missed.map { try $0.int32(2) })) AS d (position, owner_id, owner_version)
                ), versions AS (
                    UPDATE record_versions v SET entry = done.position FROM done, records r
                    WHERE r.controller_id = \(controller) AND r.record_id = done.owner_id
                        AND v.controller_id = \(controller) AND v.patient_no = r.patient_no
                        AND v.record_id = r.record_id AND v.version = done.owner_version
                    RETURNING v.record_id, v.version
                )
                SELECT position, owner_id, owner_version FROM done
                WHERE (owner_id, owner_version) NOT IN (SELECT record_id, version FROM versions)
                    AND EXISTS (SELECT 1 FROM records r JOIN record_versions v USING (controller_id, patient_no, record_id)
                        WHERE r.controller_id = \(controller) AND r.record_id = owner_id AND v.version = owner_version)
                """
            )
        }
        guard missed.isEmpty else {
            throw VaultError(.conflict, "records are moved faster than the ledger finds them; try again")
        }
    }

    private static func entry(_ row: Row) throws -> QueuedEntry {
        QueuedEntry(number: try row.int64(0), commitment: try commitment(try row.bytes(1)))
    }

    private static func commitment(_ bytes: [UInt8]) throws -> Commitment {
        try Commitment(stored: bytes)
    }
}
