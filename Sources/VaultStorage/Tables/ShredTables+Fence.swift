internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ShredTables {
    /// The use of an office slot that seals a shred's file; column `patient_slots.use`.
    static let shredUse: Int16 = 2

    func fence(_ draft: ShredDraft) async throws -> ShredRow {
        try await pool.transaction(scope: controller, proof: proof(of: draft.id, in: "true")) { session in
            let row = try fence(draft, in: session)
            draft.locked(row)
            return row
        }
    }

    func fence(_ drafts: [ShredDraft]) async throws -> [ShredRow] {
        let proof = drafts.first.map { self.proof(of: $0.id, in: "true") }
        return try await pool.transaction(scope: controller, proof: proof) { session in
            // All of them first, since each fence locks the office besides.
            let patients = drafts.compactMap { draft in
                if case .patient(let id) = draft.scope { id.uuid } else { nil }
            }
            _ = try session.query(
                """
                SELECT 1 FROM patients p WHERE p.controller_id = \(controller) AND p.public_id = ANY(\(patients))
                ORDER BY \(SlotAllocation.order) FOR NO KEY UPDATE
                """
            )
            return try drafts.map { try fence($0, in: session) }
        }
    }

    /// Does it as a part of a transaction.
    func fence(_ draft: ShredDraft, in session: Session) throws -> ShredRow {
        let found =
            switch draft.scope {
            case .patient(let id):
                try fence(patient: id, serial: draft.plannedSerials.values.first, in: session)
            case .records(let ids): try fence(records: ids, draft.plannedSerials, in: session)
            case .versions(let record, let versions):
                try fence(versions: versions, of: record, draft.plannedSerials, in: session)
            // One by one, and with what else their transaction writes.
            case .person, .moved: throw Self.nothing
            }
        return try order(draft, for: found, in: session)
    }

    /// Stores the order of what a transaction has closed.
    func order(_ draft: ShredDraft, for found: Finding, in session: Session) throws -> ShredRow {
        guard found.office.tree == draft.tree else { throw KeysRenewed() }
        let row = ShredRow(
            id: draft.id,
            request: draft.request,
            certificate: draft.certificate,
            cause: draft.scope.cause,
            patient: found.patient,
            state: .fenced,
            prefixes: found.prefixes,
            slot: found.office.slot,
            tree: found.office.tree,
            sealedOrder: try draft.sealOrder(found.office.slot),
            record: nil,
            entry: nil,
            indexRenewal: draft.indexRenewal,
            fencedAt: draft.fencedAt,
            epoch: nil
        )
        session.enqueue([insertion(of: row)])
        return row
    }

    /// What a fence has locked.
    struct Finding {
        let patient: PatientNumber?
        let prefixes: [Prefix]
        /// The place of the key that seals the order and the file.
        let office: (slot: Slot, tree: TreeNumber)
    }

    static let nothing = VaultError(.damaged, "nothing was found to erase; run `lethe vault check`")

    /// Closes a patient: the one row, which every store, amendment and reading asks, closes everything below it.
    private func fence(patient id: PatientID, serial: Int32?, in session: Session) throws -> Finding {
        let answers = try session.pipeline([
            """
            UPDATE patients p SET state = 'fenced'
            WHERE controller_id = \(controller) AND public_id = \(id.uuid) AND patient_no > 0 AND state = 'active'
                AND next_serial = coalesce(\(serial), next_serial)
                AND NOT EXISTS (SELECT 1 FROM records r WHERE r.controller_id = p.controller_id
                    AND r.patient_no = p.patient_no AND r.state = 'fenced')
                AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.controller_id = p.controller_id
                    AND v.patient_no = p.patient_no AND v.state = 'fenced')
            RETURNING \(unsafeSQL: PatientRow.columns), EXISTS (SELECT 1 FROM record_versions v
                WHERE v.controller_id = p.controller_id AND v.patient_no = p.patient_no)
            """,
            SlotAllocation.statement(of: .office, controller: controller),
            LivingTrees.statement(controller: controller),
        ])
        guard let row = answers[0].first else { throw try refusal(of: id, serial: serial, in: session) }
        guard try row.bool(PatientRow.columnCount) else { throw Self.nothing }
        let patient = try PatientRow(row: row)
        return Finding(
            patient: patient.number,
            prefixes: try LivingTrees(from: answers[2]).beside(patient.tree).map {
                .patient(patient.number, in: $0)
            },
            office: try SlotAllocation.slot(of: .office, from: answers[1])
        )
    }

    /// Why a patient could not be closed.
    private func refusal(of id: PatientID, serial: Int32?, in session: Session) throws -> VaultError {
        let row = try session.queryOne(
            """
            SELECT \(unsafeSQL: PatientRow.columns), next_serial = coalesce(\(serial), next_serial) FROM patients
            WHERE controller_id = \(controller) AND public_id = \(id.uuid) AND patient_no > 0
            """
        )
        return switch try row.map({ try PatientRow(row: $0) })?.state {
        case nil: VaultError(.notFound, "there is no such patient")
        case .erased: VaultError(.erased, "this patient was erased already")
        case .fenced: VaultError(.closed, "an erasure of this patient already runs")
        case .active where try row?.bool(PatientRow.columnCount) == false: Self.changed
        case .active:
            VaultError(
                .closed,
                "an erasure of one of this patient's records has not finished; finish it first"
            )
        }
    }

    static let changed = VaultError(
        .conflict,
        "the records changed while the law was asked; try again"
    )

    private func fence(
        records ids: [RecordID],
        _ serials: [PatientNumber: Int32],
        in session: Session
    ) throws -> Finding {
        // Joined, since of an array no partition is left out.
        let wanted: SQL = "unnest(\(ids.map(\.uuid))) AS w (id)"
        // First the patients, then their records: whoever stores or amends locks them in this order.
        let states = try session.pipeline([
            """
            SELECT 1 FROM patients p WHERE p.controller_id = \(controller) AND p.patient_no IN
                (SELECT r.patient_no FROM \(wanted)
                    JOIN records r ON r.controller_id = \(controller) AND r.record_id = w.id)
            ORDER BY \(SlotAllocation.order) FOR SHARE OF p
            """,
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM record_versions v WHERE v.controller_id = r.controller_id
                    AND v.patient_no = r.patient_no AND v.record_id = r.record_id AND v.state = 'fenced')
                THEN 'fenced' ELSE r.state END, p.state, p.patient_no, p.next_serial
            FROM \(wanted) JOIN records r ON r.controller_id = \(controller) AND r.record_id = w.id
            JOIN patients p USING (controller_id, patient_no)
            ORDER BY r.record_id FOR UPDATE OF r
            """,
        ])[1].map { row in
            (
                record: try row.text(0), patient: try row.text(1),
                number: PatientNumber(UInt64(try row.int64(2))),
                serial: try row.int32(3)
            )
        }
        guard states.count == ids.count else { throw VaultError(.notFound, "there is no such record") }
        guard states.allSatisfy({ $0.record != "erased" && $0.patient != "erased" }) else {
            throw VaultError(.erased, "one of these records was erased already")
        }
        guard states.allSatisfy({ $0.record != "fenced" && $0.patient == "active" }) else {
            throw VaultError(.closed, "an erasure of one of these records already runs")
        }
        guard states.allSatisfy({ $0.number.flatMap { serials[$0] } == $0.serial }) else {
            throw Self.changed
        }
        let answers = try session.pipeline([
            """
            WITH fenced AS (
                UPDATE records r SET state = 'fenced' FROM \(wanted)
                WHERE r.controller_id = \(controller) AND r.record_id = w.id
                RETURNING r.controller_id, r.patient_no, r.record_id
            )
            SELECT v.slot, k.keyring_no
            FROM fenced r
            JOIN record_versions v ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                AND v.record_id = r.record_id
            JOIN record_keys k ON k.controller_id = v.controller_id AND k.slot = v.slot
            ORDER BY v.slot
            """,
            SlotAllocation.statement(of: .office, controller: controller),
            LivingTrees.statement(controller: controller),
        ])
        guard !answers[0].isEmpty else { throw Self.nothing }
        return Finding(
            patient: nil,
            prefixes: try LivingTrees(from: answers[2]).prefixes(of: answers[0]),
            office: try SlotAllocation.slot(of: .office, from: answers[1])
        )
    }

    /// One statement, since nothing else is done while it runs.
    private func insertion(of shred: ShredRow) -> SQL {
        """
        WITH slot AS (
            INSERT INTO patient_slots (controller_id, patient_no, serial, use)
            VALUES (\(controller), 0, \(Int32(shred.slot.serial)), \(Self.shredUse))
        ), ordered AS (
            INSERT INTO shreds (controller_id, shred_id, request_id, certificate_id, cause, patient_no, state, slot,
                sealed_order, index_renewal, fenced_at)
            VALUES (\(controller), \(shred.id.uuid), \(shred.request.uuid), \(shred.certificate.uuid),
                \(shred.cause.rawValue), \(shred.patient.map { Int64($0.rawValue) }), 'fenced',
                \(shred.slot.packed), \(shred.sealedOrder), \(shred.indexRenewal?.uuid),
                \(timestamp: shred.fencedAt.secondsSinceEpoch))
        )
        INSERT INTO shred_prefixes (controller_id, shred_id, prefix)
        SELECT \(controller), \(shred.id.uuid), unnest(\(shred.prefixes.map(\.encoded)))
        """
    }
}
