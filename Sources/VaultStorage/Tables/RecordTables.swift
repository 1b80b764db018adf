internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Records and their versions of one controller on PostgreSQL.
struct RecordTables: RecordRepository {
    let pool: PostgresPool
    let controller: Int32

    func store(_ draft: VersionDraft, for patient: PatientNumber) async throws {
        let controller = controller
        try await pool.transaction(scope: controller, proof: proof(of: draft, for: patient)) { session in
            try Self.insertNew(draft, for: patient, controller: controller, in: session)
        }
    }

    func amend(_ draft: VersionDraft, of patient: PatientNumber) async throws {
        let controller = controller
        try await pool.transaction(scope: controller, proof: proof(of: draft, for: patient)) { session in
            _ = try Self.amend(draft, of: patient, controller: controller, in: session)
        }
    }

    /// Finds a version's row: its metadata are sealed anew by every attempt.
    func proof(of draft: VersionDraft, for patient: PatientNumber) -> SQL {
        """
        SELECT 1 FROM record_versions
        WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
            AND record_id = \(draft.record.uuid) AND version = \(draft.version.rawValue)
            AND sealed_meta = \(draft.sealedMetadata)
        """
    }

    /// Writes the next version of a record inside a transaction; one before that is fenced stays so.
    ///
    /// - Returns: The slot that was handed out to it.
    static func amend(
        _ draft: VersionDraft,
        of patient: PatientNumber,
        controller: Int32,
        in session: Session
    ) throws -> Slot {
        let (slot, tree) = try SlotAllocation.next(of: patient, controller: controller, in: session)
        let previous = draft.version.rawValue - 1
        let row = try session.queryOne(
            """
            UPDATE records SET current_version = \(draft.version.rawValue)
            WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                AND record_id = \(draft.record.uuid) AND state = 'current' AND current_version = \(previous)
            RETURNING 1
            """
        )
        guard row != nil else { throw try refusal(of: draft, controller: controller, in: session) }
        _ = try session.execute(
            """
            UPDATE record_versions SET state = 'superseded'
            WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue))
                AND record_id = \(draft.record.uuid) AND version = \(previous) AND state = 'live'
            """
        )
        try insert(draft, of: patient, slot: slot, tree: tree, controller: controller, in: session)
        return slot
    }

    /// Why an amendment found nothing to amend.
    private static func refusal(
        of draft: VersionDraft,
        controller: Int32,
        in session: Session
    ) throws -> VaultError {
        let row = try session.queryOne(
            "SELECT state FROM records WHERE controller_id = \(controller) AND record_id = \(draft.record.uuid)"
        )
        return switch try row?.text(0) {
        case "current": VaultError(.conflict, "this record was amended meanwhile; read it and try again")
        case nil, "erased": VaultError(.erased, "this record was erased")
        default: VaultError(.closed, "this record is closed: an erasure runs")
        }
    }

    /// Writes a new record with its first version inside a transaction.
    ///
    /// - Returns: The slot that was handed out to it.
    @discardableResult
    static func insertNew(
        _ draft: VersionDraft,
        for patient: PatientNumber,
        controller: Int32,
        in session: Session
    ) throws -> Slot {
        let (slot, tree) = try SlotAllocation.next(of: patient, controller: controller, in: session)
        try insert(
            draft,
            of: patient,
            slot: slot,
            tree: tree,
            controller: controller,
            in: session
        )
        return slot
    }

    /// Writes a version, its key, its parts and its place in the ledger's queue; all of it travels with what follows.
    private static func insert(
        _ draft: VersionDraft,
        of patient: PatientNumber,
        slot: Slot,
        tree: TreeNumber,
        controller: Int32,
        in session: Session
    ) throws {
        let number = Int64(patient.rawValue)
        guard tree == draft.tree else {
            throw KeysRenewed()
        }
        let wrapped = try draft.wrap(slot)
        let commitment = try draft.commitment()
        let record: SQL =
            draft.version == .first
            ? """
            record AS (
                INSERT INTO records (controller_id, patient_no, record_id, episode_no, current_version, state)
                VALUES (\(controller), \(number), \(draft.record.uuid), \(draft.episode), 1, 'current')
            ),
            """ : ""
        var statements: [SQL] = [
            """
            WITH \(record) version AS (
                INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state,
                    sealed_meta, sealed_facts, facts_revision, commitment)
                VALUES (\(controller), \(number), \(draft.record.uuid), \(draft.version.rawValue), \(slot.packed),
                    \(date: draft.storedOn.description), 'live', \(draft.sealedMetadata), \(draft.sealedFacts), 1,
                    \(commitment.bytes))
            ), key AS (
                INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
                VALUES (\(controller), \(tree.rawValue), \(slot.packed), \(wrapped), 1)
            )
            INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
            VALUES (\(controller), \(commitment.bytes), \(LogOwner.version.rawValue), \(draft.record.uuid),
                \(draft.version.rawValue))
            """
        ]
        statements += draft.parts.map { insertion(of: $0, slot: slot, controller: controller) }
        session.enqueue(statements)
    }

    private static func insertion(of part: PartRow, slot: Slot, controller: Int32) -> SQL {
        var body: [UInt8]?
        var blob: BlobID?
        switch part.body {
        case .inline(let bytes): body = bytes
        case .blob(let id): blob = id
        }
        return """
            INSERT INTO record_parts (controller_id, slot, part, body, blob_id, length, chunk_size)
            VALUES (\(controller), \(slot.packed), \(part.part), \(body), \(blob?.uuid),
                \(Int64(part.sealedLength)), \(Int32(ObjectFormat.chunkSize)))
            """
    }
}
