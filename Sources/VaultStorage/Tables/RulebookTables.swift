internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The rulebooks of one controller and their publications on PostgreSQL.
struct RulebookTables: RulebookRepository {
    let pool: PostgresPool
    let controller: Int32

    func begin(with digest: Digest, archive: [UInt8], activeFrom: Day, at time: Timestamp) async throws {
        let proof: SQL = """
            SELECT 1 FROM publications WHERE controller_id = \(controller) AND publication_no = 1
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            session.enqueue([
                insertion(of: digest, archive),
                """
                INSERT INTO publications (controller_id, publication_no, digest, active_from, state, published_at)
                VALUES (\(controller), 1, \(digest.bytes), \(date: activeFrom.description), 'published',
                    \(timestamp: time.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """,
            ])
        }
    }

    func published(from day: Day) async throws -> [PublicationRow] {
        try await rows(
            """
            p.state = 'published' AND (p.active_from > \(date: day.description) OR p.publication_no =
                (SELECT publication_no FROM publications WHERE controller_id = \(controller) AND state = 'published'
                    AND active_from <= \(date: day.description)
                ORDER BY active_from DESC, publication_no DESC LIMIT 1))
            ORDER BY p.active_from, p.publication_no
            """
        )
    }

    func publications() async throws -> [PublicationRow] {
        try await rows("true ORDER BY p.publication_no")
    }

    func archive(of digest: Digest) async throws -> [UInt8]? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT archive FROM rulebooks
                WHERE controller_id = \(controller) AND digest = \(digest.bytes)
                """
            )?.bytes(0)
        }
    }

    func digests() async throws -> [Digest] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                "SELECT digest FROM rulebooks WHERE controller_id = \(controller) ORDER BY digest"
            ).map { try Self.digest($0.bytes(0)) }
        }
    }

    func sign(
        _ digest: Digest,
        archive: [UInt8],
        activeFrom: Day,
        author: PublicationRow.Signature
    ) async throws -> Int32 {
        let proof: SQL = """
            SELECT 1 FROM publications WHERE controller_id = \(controller) AND author_signature = \(author.text)
            """
        return try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(insertion(of: digest, archive))
            let row = try session.queryOne(
                """
                INSERT INTO publications
                    (controller_id, publication_no, digest, active_from, state, author, author_signature)
                SELECT \(controller), coalesce(max(publication_no), 0) + 1, \(digest.bytes),
                    \(date: activeFrom.description), 'signed', \(author.staff.uuid), \(author.text)
                FROM publications WHERE controller_id = \(controller)
                RETURNING publication_no
                """
            )
            guard let row else { throw VaultError(.damaged, "the publication was not written") }
            return try row.int32(0)
        }
    }

    func approve(_ number: Int32, by approver: PublicationRow.Signature) async throws {
        let proof: SQL = """
            SELECT 1 FROM publications WHERE controller_id = \(controller) AND publication_no = \(number)
                AND approver_signature = \(approver.text)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            let changed = try session.execute(
                """
                UPDATE publications SET state = 'approved', approver = \(approver.staff.uuid),
                    approver_signature = \(approver.text)
                WHERE controller_id = \(controller) AND publication_no = \(number) AND state = 'signed'
                """
            )
            guard changed == 1 else { throw Self.changed }
        }
    }

    func publish(_ number: Int32, as event: LogEventDraft, at time: Timestamp) async throws {
        let proof = LogEventTables.proof(of: event.id, controller: controller)
        try await pool.transaction(scope: controller, proof: proof) { session in
            let changed = try session.execute(
                """
                UPDATE publications SET state = 'published', event_id = \(event.id.uuid),
                    published_at = \(timestamp: time.secondsSinceEpoch)
                WHERE controller_id = \(controller) AND publication_no = \(number) AND state = 'approved'
                """
            )
            guard changed == 1 else { throw Self.changed }
            try LogEventTables.insertForOffice(event, controller: controller, in: session)
        }
    }

    func pinFirst(_ event: LogEventDraft) async throws {
        let proof: SQL = """
            SELECT 1 FROM publications
            WHERE controller_id = \(controller) AND publication_no = 1 AND event_id IS NOT NULL
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            let changed = try session.execute(
                """
                UPDATE publications SET event_id = \(event.id.uuid)
                WHERE controller_id = \(controller) AND publication_no = 1 AND state = 'published'
                    AND event_id IS NULL
                """
            )
            guard changed == 1 else { return }
            try LogEventTables.insertForOffice(event, controller: controller, in: session)
        }
    }

    private static let changed = VaultError(
        .conflict,
        "these rules were approved or published meanwhile; see `lethe policy list`"
    )

    private func insertion(of digest: Digest, _ archive: [UInt8]) -> SQL {
        """
        INSERT INTO rulebooks (controller_id, digest, archive)
        VALUES (\(controller), \(digest.bytes), \(archive)) ON CONFLICT DO NOTHING
        """
    }

    private func rows(_ condition: SQL) async throws -> [PublicationRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT p.publication_no, p.digest, p.active_from, p.state, p.author, p.author_signature,
                    p.approver, p.approver_signature, p.event_id, p.published_at, l.entry
                FROM publications p LEFT JOIN log_events l
                    ON l.controller_id = p.controller_id AND l.event_id = p.event_id
                WHERE p.controller_id = \(controller) AND \(condition)
                """
            ).map(Self.row)
        }
    }

    private static func row(_ row: Row) throws -> PublicationRow {
        guard let day = Day(iso8601: try row.date(2)),
            let state = PublicationRow.State(rawValue: try row.text(3))
        else { throw outOfRange }
        return PublicationRow(
            number: try row.int32(0),
            digest: try digest(row.bytes(1)),
            activeFrom: day,
            state: state,
            author: try signature(row, at: 4),
            approver: try signature(row, at: 6),
            event: try row.uuidOrNil(8).map { EventID($0) },
            publishedAt: try row.timestampOrNil(9).map { Timestamp(secondsSinceEpoch: $0) },
            entry: try row.int64OrNil(10).map { UInt64($0) }
        )
    }

    private static func signature(_ row: Row, at column: Int) throws -> PublicationRow.Signature? {
        guard let staff = try row.uuidOrNil(column) else { return nil }
        return PublicationRow.Signature(staff: StaffID(staff), text: try row.text(column + 1))
    }

    private static func digest(_ bytes: [UInt8]) throws -> Digest {
        guard let digest = Digest(bytes: bytes) else { throw outOfRange }
        return digest
    }

    private static let outOfRange = VaultError(
        .damaged,
        "a row of publications has a value out of range"
    )
}
