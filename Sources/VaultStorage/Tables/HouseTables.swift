internal import PostgresClient
public import VaultCore
public import VaultCrypto
public import VaultModel

/// The vault's own tables on PostgreSQL.
public struct HouseTables: HouseRepository {
    /// The scope in which the list of controllers may be read as a whole.
    static let everyController: Int32 = 0

    let pool: PostgresPool

    init(pool: PostgresPool) {
        self.pool = pool
    }

    /// The vault the database belongs to, and whether it is a rehearsal; `nil` for an empty database.
    public func identity() async throws -> (vault: VaultID, rehearsal: Bool)? {
        try await pool.withSession(scope: Self.everyController) { session in
            guard let row = try session.queryOne("SELECT vault_id, rehearsal FROM vault_identity") else {
                return nil
            }
            return (VaultID(try row.uuid(0)), try row.bool(1))
        }
    }

    /// Writes which vault the database belongs to.
    public func setIdentity(vault: VaultID, rehearsal: Bool) async throws {
        let proof: SQL = "SELECT 1 FROM vault_identity WHERE vault_id = \(vault.uuid)"
        try await pool.transaction(scope: Self.everyController, proof: proof) { session in
            _ = try session.execute(
                """
                INSERT INTO vault_identity (vault_id, rehearsal) VALUES (\(vault.uuid), \(rehearsal))
                ON CONFLICT (only_row) DO UPDATE SET vault_id = excluded.vault_id, rehearsal = excluded.rehearsal
                WHERE NOT EXISTS (SELECT 1 FROM controllers)
                """
            )
        }
    }

    /// All controllers, by number.
    public func controllers() async throws -> [ControllerRow] {
        try await pool.withSession(scope: Self.everyController) { session in
            try session.query(
                "SELECT \(unsafeSQL: ControllerRow.columns) FROM controllers ORDER BY controller_id"
            ).map(ControllerRow.init(row:))
        }
    }

    /// Makes a controller in state `creating`, or returns the unfinished one of that name.
    public func beginController(
        id: ControllerID,
        name: String,
        country: String,
        facts: [String: String]
    ) async throws -> ControllerRow {
        let json = CanonicalJSON.object(facts.mapValues { .string($0) }).text
        let proof: SQL = "SELECT 1 FROM controllers WHERE public_id = \(id.uuid)"
        return try await pool.transaction(scope: Self.everyController, proof: proof) { session in
            _ = try session.execute("LOCK TABLE controllers IN EXCLUSIVE MODE")
            let known = try session.query(
                "SELECT \(unsafeSQL: ControllerRow.columns) FROM controllers WHERE name = \(name)"
            ).map(ControllerRow.init(row:)).first
            if let known {
                guard known.state == .creating else {
                    throw VaultError(.alreadyExists, "a controller of this name exists; choose another name")
                }
                return known
            }
            let rows = try session.query(
                """
                INSERT INTO controllers (controller_id, public_id, name, country, facts, keyring_no, epoch, log_origin,
                    state, next_patient_no, leased_until)
                SELECT coalesce(max(controller_id), 0) + 1, \(id.uuid), \(name), \(country), \(json: json), 1, 1,
                    \("lethe/" + id.description), 'creating', 1, 1
                FROM controllers
                RETURNING \(unsafeSQL: ControllerRow.columns)
                """
            )
            guard let row = rows.first else {
                throw VaultError(.damaged, "the new controller was not written")
            }
            return try ControllerRow(row: row)
        }
    }

    /// Opens a controller whose key safe and ledger exist; writes its office and its public keys.
    public func openController(
        _ number: Int32,
        epoch: Epoch,
        logKey: PublicKey,
        certificateKey: PublicKey,
        at time: Timestamp
    ) async throws {
        let proof: SQL = "SELECT 1 FROM controllers WHERE controller_id = \(number) AND state = 'open'"
        try await pool.transaction(scope: number, proof: proof) { session in
            _ = try session.execute(
                """
                INSERT INTO patients (controller_id, patient_no, public_id, keyring_no, state, next_serial)
                VALUES (\(number), 0, \(PatientID.random().uuid), 1, 'active', 1) ON CONFLICT DO NOTHING
                """
            )
            _ = try session.execute(
                """
                INSERT INTO signing_keys (controller_id, key_no, purpose, public_key, valid_from)
                VALUES (\(number), 1, 'log', \(logKey.bytes), \(timestamp: time.secondsSinceEpoch)),
                    (\(number), 2, 'certificate', \(certificateKey.bytes), \(timestamp: time.secondsSinceEpoch))
                ON CONFLICT DO NOTHING
                """
            )
            _ = try session.execute(
                """
                UPDATE controllers SET state = 'open', epoch = \(Int64(epoch.rawValue))
                WHERE controller_id = \(number) AND state = 'creating'
                """
            )
        }
    }

    /// The tables of one controller.
    public func tables(of controller: Int32) -> ControllerTables {
        ControllerTables(
            patients: PatientTables(pool: pool, controller: controller),
            records: RecordTables(pool: pool, controller: controller),
            aliases: AliasTables(pool: pool, controller: controller),
            shreds: ShredTables(pool: pool, controller: controller),
            ledger: LedgerTables(pool: pool, controller: controller),
            invariants: InvariantTables(pool: pool, controller: controller),
            rulebooks: RulebookTables(pool: pool, controller: controller),
            decisions: DecisionTables(pool: pool, controller: controller),
            charts: ChartTables(pool: pool, controller: controller),
            staff: StaffTables(pool: pool, controller: controller),
            gate: GateTables(pool: pool, controller: controller),
            renewals: KeyRenewalTables(pool: pool, controller: controller)
        )
    }
}
