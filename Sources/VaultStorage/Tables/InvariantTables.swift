internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// What `vault check` asks the database of one controller.
struct InvariantTables: InvariantRepository {
    let pool: PostgresPool
    let controller: Int32

    func violations() async throws -> [String: Int] {
        try await pool.withSession(scope: controller) { session in
            var counts: [String: Int] = [:]
            for invariant in Invariant.all {
                let row = try session.queryOne(invariant.count(controller))
                counts[invariant.name] = Int(try row?.int64(0) ?? 0)
            }
            return counts
        }
    }

    func counts() async throws -> (patients: Int, records: Int, versions: Int) {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT
                    (SELECT count(*) FROM patients
                        WHERE controller_id = \(controller) AND patient_no > 0 AND state = 'active'),
                    (SELECT count(*) FROM records r JOIN patients p USING (controller_id, patient_no)
                        WHERE r.controller_id = \(controller) AND r.state <> 'erased' AND p.state <> 'erased'),
                    (SELECT count(*) FROM record_versions WHERE controller_id = \(controller))
                """
            )
            guard let row else { return (0, 0, 0) }
            return (Int(try row.int64(0)), Int(try row.int64(1)), Int(try row.int64(2)))
        }
    }

    func versions(after slot: Int64, limit: Int) async throws -> [VersionRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: RecordTables.versionColumns)
                FROM \(unsafeSQL: RecordTables.versionTables)
                JOIN records r ON r.controller_id = v.controller_id AND r.patient_no = v.patient_no
                    AND r.record_id = v.record_id
                JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = v.patient_no
                WHERE v.controller_id = \(controller) AND v.slot > \(slot)
                    AND r.state <> 'fenced' AND v.state <> 'fenced' AND p.state = 'active'
                ORDER BY v.slot LIMIT \(Int64(limit))
                """
            ).map { try RecordTables.version(from: $0) }
        }
    }

    func erasedPatients(after number: PatientNumber, limit: Int) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND patient_no > \(Int64(number.rawValue)) AND state = 'erased'
                ORDER BY patient_no LIMIT \(Int64(limit))
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func blobs() async throws -> [BlobID: Int] {
        try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT blob_id, length FROM record_parts
                WHERE controller_id = \(controller) AND blob_id IS NOT NULL
                """
            )
            return Dictionary(
                try rows.map { (BlobID(try $0.uuid(0)), Int(try $0.int64(1))) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// How many blobs are asked about at a time.
    private static let pageSize = 10_000

    func referred(among blobs: [BlobID]) async throws -> Set<BlobID> {
        try await pool.withSession(scope: controller) { session in
            var known: Set<BlobID> = []
            for start in stride(from: 0, to: blobs.count, by: Self.pageSize) {
                let page = blobs[start..<min(start + Self.pageSize, blobs.count)].map(\.uuid)
                let rows = try session.query(
                    "SELECT blob_id FROM record_parts WHERE controller_id = \(controller) AND blob_id = ANY(\(page))"
                )
                for row in rows { known.insert(BlobID(try row.uuid(0))) }
            }
            return known
        }
    }

    func mark() async throws -> String {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
            guard let row else {
                throw VaultError(.unusable, "the database does not number its transactions")
            }
            return try row.text(0)
        }
    }

    func haveEnded(before mark: String) async throws -> Bool {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= \(mark)::text::xid8"
            )
            return try row?.bool(0) ?? false
        }
    }
}
