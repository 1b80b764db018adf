internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Writes and reads events that have a ledger entry of their own, inside a transaction of whatever they belong to.
enum LogEventTables {
    /// The use of an office slot that seals an event's file; column `patient_slots.use`.
    private static let eventUse: Int16 = 3

    private static let columns = """
        event_id, slot, sealed_file, commitment, entry,
        (SELECT p.keyring_no FROM patients p WHERE p.controller_id = log_events.controller_id
            AND p.patient_no = log_events.slot >> 23)
        """

    /// Writes an event and its place in the ledger's queue, sealed under a slot that the transaction has in hand; both
    /// travel with what follows.
    static func insert(_ draft: LogEventDraft, at slot: Slot, controller: Int32, in session: Session) throws {
        let sealed = try draft.seal(slot)
        session.enqueue([
            """
            INSERT INTO log_events (controller_id, event_id, slot, sealed_file, commitment)
            VALUES (\(controller), \(draft.id.uuid), \(slot.packed), \(sealed), \(draft.commitment.bytes))
            """,
            """
            INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
            VALUES (\(controller), \(draft.commitment.bytes), \(LogOwner.event.rawValue), \(draft.id.uuid), 0)
            """,
        ])
    }

    /// The same under a slot of the office, which is handed out here.
    static func insertForOffice(_ draft: LogEventDraft, controller: Int32, in session: Session) throws {
        let (slot, tree) = try SlotAllocation.office(for: eventUse, controller: controller, in: session)
        guard tree == draft.tree else { throw KeysRenewed() }
        try insert(draft, at: slot, controller: controller, in: session)
    }

    /// Finds an event's row.
    static func proof(of id: EventID, controller: Int32) -> SQL {
        "SELECT 1 FROM log_events WHERE controller_id = \(controller) AND event_id = \(id.uuid)"
    }

    /// One event.
    static func event(_ id: EventID, controller: Int32, in session: Session) throws -> LogEventRow? {
        try session.queryOne(
            """
            SELECT \(unsafeSQL: columns) FROM log_events
            WHERE controller_id = \(controller) AND event_id = \(id.uuid)
            """
        ).map(row)
    }

    /// The events under places of a patient.
    static func events(of patient: PatientNumber, controller: Int32, in session: Session) throws
        -> [LogEventRow]
    {
        guard let first = Slot(patient: patient, serial: 0)?.packed else { return [] }
        return try session.query(
            """
            SELECT \(unsafeSQL: columns) FROM log_events WHERE controller_id = \(controller)
                AND slot BETWEEN \(first) AND \(first | Int64(Slot.maximumSerial)) ORDER BY slot, event_id
            """
        ).map(row)
    }

    private static func row(_ row: Row) throws -> LogEventRow {
        guard let slot = Slot(packed: try row.int64(1)), let tree = TreeNumber(try row.int16(5)) else {
            throw VaultError(.damaged, "a row of log_events has a slot out of range")
        }
        return LogEventRow(
            id: EventID(try row.uuid(0)),
            slot: slot,
            tree: tree,
            sealedFile: try row.bytes(2),
            commitment: try Commitment(stored: try row.bytes(3)),
            entry: try row.int64OrNil(4).map { UInt64($0) }
        )
    }
}
