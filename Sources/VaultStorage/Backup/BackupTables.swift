internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The register of backups on PostgreSQL: a line for each backup and controller.
struct BackupTables: Sendable {
    let pool: PostgresPool

    /// Writes that a backup is being made, before anything of it is.
    ///
    /// One that was begun before is begun again.
    func begin(_ id: BackupID, label: String, at: Timestamp, expires: Day) async throws {
        let proof = Self.proof(of: id, and: "taken_at >= \(timestamp: at.secondsSinceEpoch)")
        for controller in try await HouseTables(pool: pool).controllers() {
            _ = try await pool.transaction(scope: controller.number, proof: proof) { session in
                try session.execute(
                    """
                    INSERT INTO backups (controller_id, backup_id, taken_at, expires_on, label, epoch, keyring_no, state)
                    VALUES (\(controller.number), \(id.uuid), \(timestamp: at.secondsSinceEpoch),
                        \(date: expires.description), \(label), \(Int64(controller.epoch.rawValue)),
                        \(Int16(controller.tree.rawValue)), 'making')
                    ON CONFLICT (controller_id, backup_id) DO UPDATE
                    SET taken_at = excluded.taken_at, expires_on = excluded.expires_on, label = excluded.label
                    WHERE backups.state = 'making'
                    """
                )
            }
        }
    }

    /// Writes that a backup is whole.
    func note(_ manifest: BackupManifest) async throws {
        for controller in manifest.controllers {
            let proof = Self.proof(of: manifest.id, and: "state <> 'making'")
            _ = try await pool.transaction(scope: controller.number, proof: proof) { session in
                try Self.note(manifest, controller, in: session)
            }
        }
    }

    /// Writes the line of one controller, in a transaction of its scope.
    static func note(
        _ manifest: BackupManifest,
        _ controller: BackupManifest.Controller,
        in session: Session
    ) throws -> Int {
        try session.execute(
            """
            INSERT INTO backups (controller_id, backup_id, taken_at, expires_on, label, epoch, keyring_no, state,
                manifest_digest)
            VALUES (\(controller.number), \(manifest.id.uuid), \(timestamp: manifest.takenAt.secondsSinceEpoch),
                \(date: manifest.expiresOn.description), \(manifest.label), \(controller.epoch), \(controller.tree),
                'made', \(manifest.digest.bytes))
            ON CONFLICT (controller_id, backup_id) DO UPDATE
            SET taken_at = excluded.taken_at, expires_on = excluded.expires_on, label = excluded.label,
                epoch = excluded.epoch, keyring_no = excluded.keyring_no, state = 'made',
                manifest_digest = excluded.manifest_digest
            WHERE backups.state = 'making'
            """
        )
    }

    /// Writes when a backup was verified.
    func noteVerified(_ id: BackupID, at: Timestamp) async throws {
        let proof = Self.proof(of: id, and: "verified_at >= \(timestamp: at.secondsSinceEpoch)")
        try await inEveryController(proof: proof) { number, session in
            try session.execute(
                """
                UPDATE backups SET verified_at = \(timestamp: at.secondsSinceEpoch)
                WHERE controller_id = \(number) AND backup_id = \(id.uuid)
                """
            )
        }
    }

    /// Writes that a backup's files are destroyed; done before is done.
    func retire(_ id: BackupID) async throws {
        try await inEveryController(proof: Self.proof(of: id, and: "state = 'retired'")) { number, session in
            try session.execute(
                """
                UPDATE backups SET state = 'retired'
                WHERE controller_id = \(number) AND backup_id = \(id.uuid) AND state <> 'retired'
                """
            )
        }
    }

    /// Every backup once, oldest first.
    func list() async throws -> [BackupEntry] {
        var entries: [BackupID: BackupEntry] = [:]
        for controller in try await HouseTables(pool: pool).controllers() {
            let rows = try await pool.withSession(scope: controller.number) { session in
                try session.query(
                    """
                    SELECT backup_id, label, taken_at, expires_on, verified_at, state FROM backups
                    WHERE controller_id = \(controller.number)
                    """
                ).map(Self.entry)
            }
            for row in rows where Self.isTold(row, rather: entries[row.id]) { entries[row.id] = row }
        }
        return entries.values.sorted { ($0.takenAt, $0.id) < ($1.takenAt, $1.id) }
    }

    /// The digest of a backup's manifest as it was made; `nil` when it is not registered, or not as whole.
    func digest(of id: BackupID) async throws -> Digest? {
        for controller in try await HouseTables(pool: pool).controllers() {
            let digest = try await pool.withSession(scope: controller.number) { session in
                try session.queryOne(
                    """
                    SELECT manifest_digest FROM backups
                    WHERE controller_id = \(controller.number) AND backup_id = \(id.uuid)
                    """
                )?.bytesOrNil(0)
            }
            if let digest { return Digest(bytes: digest) }
        }
        return nil
    }

    /// A backup that is not whole, or not retired, for one controller is not for the vault.
    private static func isTold(_ row: BackupEntry, rather than: BackupEntry?) -> Bool {
        guard let known = than else { return true }
        let order: [BackupEntry.State] = [.making, .made, .retired]
        return (order.firstIndex(of: row.state) ?? 0) < (order.firstIndex(of: known.state) ?? 0)
    }

    private static func entry(_ row: Row) throws -> BackupEntry {
        guard let expires = Day(iso8601: try row.date(3)),
            let state = BackupEntry.State(rawValue: try row.text(5))
        else { throw VaultError(.damaged, "a row of backups has a date or a state out of range") }
        return BackupEntry(
            id: BackupID(try row.uuid(0)),
            label: try row.text(1),
            takenAt: Timestamp(secondsSinceEpoch: try row.timestamp(2)),
            expiresOn: expires,
            verifiedAt: try row.timestampOrNil(4).map { Timestamp(secondsSinceEpoch: $0) },
            state: state
        )
    }

    /// Finds the line of a backup, in the scope of one controller.
    private static func proof(of id: BackupID, and state: SQL) -> SQL {
        "SELECT 1 FROM backups WHERE backup_id = \(id.uuid) AND \(state)"
    }

    private func inEveryController(
        proof: SQL,
        _ body: @Sendable @escaping (Int32, Session) throws -> Int
    ) async throws {
        for controller in try await HouseTables(pool: pool).controllers() {
            _ = try await pool.transaction(scope: controller.number, proof: proof) {
                try body(controller.number, $0)
            }
        }
    }
}
