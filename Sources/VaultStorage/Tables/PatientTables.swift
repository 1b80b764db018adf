internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Sites, patients, identifier tokens and episodes of one controller on PostgreSQL.
struct PatientTables: PatientRepository {
    let pool: PostgresPool
    let controller: Int32

    func addSite(name: String, region: String, calendar: String) async throws -> Site {
        let mark = LedgerMark(in: controller)
        return try await pool.transaction(scope: controller, proof: mark.proof) { session in
            // Numbers are handed out one at a time: the controller's row is the lock.
            _ = try session.query("SELECT 1 FROM controllers WHERE controller_id = \(controller) FOR UPDATE")
            let rows = try session.query(
                """
                INSERT INTO sites (controller_id, site_no, name, region, calendar)
                SELECT \(controller), coalesce(max(site_no), 0) + 1, \(name), \(region), \(calendar)
                FROM sites WHERE controller_id = \(controller)
                ON CONFLICT (controller_id, name) DO NOTHING
                RETURNING site_no
                """
            )
            guard let row = rows.first else {
                throw VaultError(.alreadyExists, "a site of this name exists; choose another name")
            }
            session.enqueue([mark.insertion])
            return Site(number: try row.int16(0), name: name, region: region, calendar: calendar)
        }
    }

    func sites() async throws -> [Site] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT site_no, name, region, calendar FROM sites
                WHERE controller_id = \(controller) ORDER BY site_no
                """
            ).map { row in
                Site(
                    number: try row.int16(0),
                    name: try row.text(1),
                    region: try row.text(2),
                    calendar: try row.text(3)
                )
            }
        }
    }

    func controller() async throws -> ControllerRow {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT \(unsafeSQL: ControllerRow.columns) FROM controllers WHERE controller_id = \(controller)
                """
            )
            guard let row else { throw VaultError(.notFound, "there is no such controller") }
            return try ControllerRow(row: row)
        }
    }

    func state(_ facts: [String: String]) async throws {
        let stated = facts.filter { !$0.value.isEmpty }.mapValues { CanonicalJSON.string($0) }
        let names = facts.filter(\.value.isEmpty).keys.sorted()
        let mark = LedgerMark(in: controller)
        try await pool.transaction(scope: controller, proof: mark.proof) { session in
            session.enqueue([
                """
                UPDATE controllers SET facts = (facts - \(names)) || \(json: CanonicalJSON.object(stated).text)
                WHERE controller_id = \(controller)
                """,
                """
                UPDATE patients SET reviewed_publication = NULL
                WHERE controller_id = \(controller) AND reviewed_publication IS NOT NULL
                """,
                mark.insertion,
            ])
        }
    }

    func noteLease(next: UInt64, until: UInt64) async throws {
        let proof: SQL = """
            SELECT 1 FROM controllers WHERE controller_id = \(controller) AND leased_until >= \(Int64(until))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE controllers SET next_patient_no = \(Int64(next)), leased_until = \(Int64(until))
                WHERE controller_id = \(controller)
                """
            )
        }
    }

    func noteSerials(below mark: UInt32) async throws {
        let proof: SQL = """
            SELECT 1 FROM controllers WHERE controller_id = \(controller) AND serial_mark >= \(Int32(mark))
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            _ = try session.execute(
                """
                UPDATE controllers SET serial_mark = greatest(serial_mark, \(Int32(mark)))
                WHERE controller_id = \(controller)
                """
            )
        }
    }

    func register(_ draft: PatientDraft) async throws {
        try await register([draft])
    }

    func register(_ drafts: [PatientDraft]) async throws {
        guard let last = drafts.last else { return }
        let proof: SQL = """
            SELECT 1 FROM patients WHERE controller_id = \(controller) AND public_id = \(last.patient.id.uuid)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            // Two registrations of one person at once would each find nobody; the controller's row is the lock.
            _ = try session.execute(
                """
                UPDATE controllers
                SET next_patient_no = greatest(next_patient_no, \(Int64(last.patient.number.rawValue) + 1))
                WHERE controller_id = \(controller)
                """
            )
            for draft in drafts { try register(draft, in: session) }
        }
    }

    private func register(_ draft: PatientDraft, in session: Session) throws {
        try Self.requireFree(draft.search, of: draft.patient.number, controller: controller, in: session)
        _ = try session.execute(
            """
            INSERT INTO patients
                (controller_id, patient_no, public_id, keyring_no, state, next_serial, identity_id)
            VALUES (\(controller), \(Int64(draft.patient.number.rawValue)), \(draft.patient.id.uuid),
                \(draft.patient.tree.rawValue), 'active', \(draft.patient.serial), \(draft.patient.identity?.uuid))
            """
        )
        let slot = try RecordTables.insertNew(
            draft.identity,
            for: draft.patient.number,
            controller: controller,
            in: session
        )
        try Self.write(draft.search, at: slot, controller: controller, in: session)
    }

    func patient(_ id: PatientID) async throws -> PatientRow? {
        try await pool.withSession(scope: controller) { session in
            try session.queryOne(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND public_id = \(id.uuid) AND patient_no > 0
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func patients(_ ids: [PatientID]) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND public_id = ANY(\(ids.map(\.uuid))) AND patient_no > 0
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func find(each tokens: [[UInt8]], tokenKey: Int32) async throws -> [[UInt8]: [PatientRow]] {
        try await pool.withSession(scope: controller) { session in
            let rows = try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns), token
                FROM patient_tokens t JOIN patients p USING (controller_id, patient_no)
                WHERE t.controller_id = \(controller) AND t.token_key_no = \(tokenKey) AND t.token = ANY(\(tokens))
                    AND p.state = 'active'
                ORDER BY patient_no
                """
            )
            var found: [[UInt8]: [PatientRow]] = [:]
            for row in rows {
                found[try row.bytes(PatientRow.columnCount), default: []].append(try PatientRow(row: row))
            }
            return found
        }
    }

    func tree(of patient: PatientNumber) async throws -> TreeNumber {
        try await pool.withSession(scope: controller) { session in
            let row = try session.queryOne(
                """
                SELECT keyring_no FROM patients
                WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                """
            )
            guard let tree = try row.flatMap({ TreeNumber(try $0.int16(0)) }) else {
                throw VaultError(.damaged, "a patient's row is missing or has a value out of range")
            }
            return tree
        }
    }

    func find(tokens: [[UInt8]], tokenKey: Int32) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND state = 'active' AND patient_no IN (
                    SELECT patient_no FROM patient_tokens
                    WHERE controller_id = \(controller) AND token_key_no = \(tokenKey) AND token = ANY(\(tokens)))
                ORDER BY patient_no
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func searchRows(after number: PatientNumber, limit: Int) async throws -> [PatientSearchRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns), sealed_search, search_slot FROM patients
                WHERE controller_id = \(controller) AND patient_no > \(Int64(number.rawValue))
                    AND state = 'active' AND sealed_search IS NOT NULL
                ORDER BY patient_no LIMIT \(Int64(limit))
                """
            ).map {
                PatientSearchRow(
                    patient: try PatientRow(row: $0),
                    sealedSearch: try $0.bytes(PatientRow.columnCount),
                    slot: try $0.int64OrNil(PatientRow.columnCount + 1).flatMap { Slot(packed: $0) }
                )
            }
        }
    }
}
