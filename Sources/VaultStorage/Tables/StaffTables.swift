internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The registered staff of one controller on PostgreSQL.
struct StaffTables: StaffRepository {
    /// The use of an office slot that seals a name; column `patient_slots.use`.
    private static let staffUse: Int16 = 4

    let pool: PostgresPool
    let controller: Int32

    func add(_ draft: @escaping @Sendable (Slot) throws -> StaffRow) async throws {
        let controller = controller
        try await pool.transaction(scope: controller) { session in
            let slot = try SlotAllocation.office(for: Self.staffUse, controller: controller, in: session)
            let row = try draft(slot)
            session.enqueue([
                """
                INSERT INTO staff (controller_id, staff_id, slot, sealed_name, roles, signing_key, added_at)
                VALUES (\(controller), \(row.id.uuid), \(slot.packed), \(row.sealedName),
                    \(row.roles.map(\.rawValue)), \(row.key?.bytes), \(timestamp: row.addedAt.secondsSinceEpoch))
                """,
                LedgerMark.insertion(controller: controller),
            ])
        }
    }

    func all() async throws -> [StaffRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT staff_id, slot, sealed_name, roles, signing_key, added_at, revoked_at FROM staff
                WHERE controller_id = \(controller) ORDER BY added_at, staff_id
                """
            ).map(Self.row)
        }
    }

    func revoke(_ id: StaffID, at time: Timestamp, sealedName: [UInt8]) async throws {
        let controller = controller
        try await pool.transaction(scope: controller) { session in
            session.enqueue([
                """
                UPDATE staff SET revoked_at = \(timestamp: time.secondsSinceEpoch), sealed_name = \(sealedName)
                WHERE controller_id = \(controller) AND staff_id = \(id.uuid) AND revoked_at IS NULL
                """,
                LedgerMark.insertion(controller: controller),
            ])
        }
    }

    private static func row(_ row: Row) throws -> StaffRow {
        let roles = try row.texts(3).compactMap(StaffRole.init)
        guard let slot = Slot(packed: try row.int64(1)), roles.count == (try row.texts(3).count) else {
            throw VaultError(.damaged, "a row of staff has a value out of range")
        }
        return StaffRow(
            id: StaffID(try row.uuid(0)),
            slot: slot,
            sealedName: try row.bytes(2),
            roles: roles,
            key: try row.bytesOrNil(4).flatMap { PublicKey(bytes: $0) },
            addedAt: Timestamp(secondsSinceEpoch: try row.timestamp(5)),
            revokedAt: try row.timestampOrNil(6).map { Timestamp(secondsSinceEpoch: $0) }
        )
    }
}
