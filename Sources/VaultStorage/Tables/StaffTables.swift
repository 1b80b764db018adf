internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The registered staff of one controller on PostgreSQL.
struct StaffTables: StaffRepository {
    /// The use of an office slot that seals a name; column `patient_slots.use`.
    private static let staffUse: Int16 = 4

    static let columns = """
        staff_id, slot, sealed_name, roles, signing_key, added_at, revoked_at,
        (SELECT p.keyring_no FROM patients p WHERE p.controller_id = staff.controller_id AND p.patient_no = 0)
        """

    let pool: PostgresPool
    let controller: Int32

    func add(_ draft: @escaping @Sendable (Slot, TreeNumber) throws -> StaffRow) async throws {
        let controller = controller
        let mark = LedgerMark(in: controller)
        try await pool.transaction(scope: controller, proof: mark.proof) { session in
            let (slot, tree) = try SlotAllocation.office(
                for: Self.staffUse,
                controller: controller,
                in: session
            )
            let row = try draft(slot, tree)
            session.enqueue([
                """
                INSERT INTO staff (controller_id, staff_id, slot, sealed_name, roles, signing_key, added_at)
                VALUES (\(controller), \(row.id.uuid), \(slot.packed), \(row.sealedName),
                    \(row.roles.map(\.rawValue)), \(row.key?.bytes), \(timestamp: row.addedAt.secondsSinceEpoch))
                """,
                mark.insertion,
            ])
        }
    }

    func all() async throws -> [StaffRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: Self.columns) FROM staff
                WHERE controller_id = \(controller) ORDER BY added_at, staff_id
                """
            ).map(Self.row)
        }
    }

    func revoke(_ id: StaffID, at time: Timestamp, sealedName: [UInt8], in tree: TreeNumber) async throws {
        let controller = controller
        let mark = LedgerMark(in: controller)
        try await pool.transaction(scope: controller, proof: mark.proof) { session in
            try SlotAllocation.require(tree, of: .office, controller: controller, in: session)
            session.enqueue([
                """
                UPDATE staff SET revoked_at = \(timestamp: time.secondsSinceEpoch), sealed_name = \(sealedName)
                WHERE controller_id = \(controller) AND staff_id = \(id.uuid) AND revoked_at IS NULL
                """,
                mark.insertion,
            ])
        }
    }

    static func row(_ row: Row) throws -> StaffRow {
        let roles = try row.texts(3).compactMap(StaffRole.init)
        guard let slot = Slot(packed: try row.int64(1)), let tree = TreeNumber(try row.int16(7)),
            roles.count == (try row.texts(3).count)
        else {
            throw VaultError(.damaged, "a row of staff has a value out of range")
        }
        return StaffRow(
            id: StaffID(try row.uuid(0)),
            slot: slot,
            tree: tree,
            sealedName: try row.bytes(2),
            roles: roles,
            key: try row.bytesOrNil(4).flatMap { PublicKey(bytes: $0) },
            addedAt: Timestamp(secondsSinceEpoch: try row.timestamp(5)),
            revokedAt: try row.timestampOrNil(6).map { Timestamp(secondsSinceEpoch: $0) }
        )
    }
}
