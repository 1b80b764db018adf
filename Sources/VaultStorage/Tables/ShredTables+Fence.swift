internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ShredTables {
    /// The use of an office slot that seals a shred's file; column `patient_slots.use`.
    private static let shredUse: Int16 = 2

    func fence(_ draft: ShredDraft) async throws -> ShredRow {
        try await pool.transaction(scope: controller) { session in
            let patient: PatientRow?
            let versions: [ShredVersion]
            switch draft.scope {
            case .patient(let id):
                let row = try lock(patient: id, in: session)
                versions = try fence(patient: row, in: session)
                patient = row
            case .records(let ids):
                versions = try fence(records: ids, in: session)
                patient = nil
            }
            let slot = try SlotAllocation.next(of: .office, controller: controller, in: session).slot
            let intent = try draft.seal(.init(patient: patient, versions: versions, slot: slot))
            session.enqueue(insertion(of: draft, intent, patient: patient, versions: versions, slot: slot))
            return ShredRow(
                id: draft.id,
                request: draft.request,
                certificate: draft.certificate,
                patient: patient?.number,
                state: .fenced,
                prefixes: intent.prefixes,
                versions: versions,
                slot: slot,
                sealedFile: intent.sealedFile,
                commitment: intent.commitment,
                entry: nil,
                indexRenewal: draft.indexRenewal,
                fencedAt: intent.fencedAt,
                epoch: nil
            )
        }
    }

    private func lock(patient id: PatientID, in session: Session) throws -> PatientRow {
        let row = try session.queryOne(
            """
            SELECT \(unsafeSQL: PatientRow.columns) FROM patients
            WHERE controller_id = \(controller) AND public_id = \(id.uuid) AND patient_no > 0 FOR UPDATE
            """
        ).map { try PatientRow(row: $0) }
        guard let row else { throw VaultError(.notFound, "there is no such patient") }
        switch row.state {
        case .active: return row
        case .fenced: throw VaultError(.closed, "an erasure of this patient already runs")
        case .erased: throw VaultError(.erased, "this patient was erased already")
        }
    }

    /// Closes a patient: the one row, which every store, amendment and reading asks, closes everything below it.
    private func fence(patient: PatientRow, in session: Session) throws -> [ShredVersion] {
        let number = Int64(patient.number.rawValue)
        let answers = try session.pipeline([
            "UPDATE patients SET state = 'fenced' WHERE controller_id = \(controller) AND patient_no = \(number)",
            """
            SELECT 1 FROM records
            WHERE controller_id = \(controller) AND patient_no = \(number) AND state = 'fenced' LIMIT 1
            """,
            """
            SELECT v.record_id, v.version, k.keyring_no, v.slot, v.commitment
            FROM record_versions v JOIN record_keys k ON k.controller_id = v.controller_id AND k.slot = v.slot
            WHERE v.controller_id = \(controller) AND v.patient_no = \(number) ORDER BY v.slot
            """,
        ])
        guard answers[1].isEmpty else {
            throw VaultError(
                .closed,
                "an erasure of one of this patient's records has not finished; finish it first"
            )
        }
        return try answers[2].map { try Self.version(from: $0, hasCommitment: true) }
    }

    private func fence(records ids: [RecordID], in session: Session) throws -> [ShredVersion] {
        let wanted = ids.map(\.uuid)
        let states = try session.query(
            """
            SELECT r.state, p.state FROM records r JOIN patients p USING (controller_id, patient_no)
            WHERE r.controller_id = \(controller) AND r.record_id = ANY(\(wanted))
            ORDER BY r.record_id FOR UPDATE OF r FOR SHARE OF p
            """
        ).map { (record: try $0.text(0), patient: try $0.text(1)) }
        guard states.count == ids.count else {
            let erased = try session.query(
                """
                SELECT 1 FROM tombstones
                WHERE controller_id = \(controller) AND record_id = ANY(\(wanted)) LIMIT 1
                """
            )
            throw erased.isEmpty
                ? VaultError(.notFound, "there is no such record")
                : VaultError(.erased, "one of these records was erased already")
        }
        guard states.allSatisfy({ $0.record != "fenced" && $0.patient == "active" }) else {
            throw VaultError(.closed, "an erasure of one of these records already runs")
        }
        _ = try session.execute(
            """
            UPDATE records SET state = 'fenced' WHERE controller_id = \(controller) AND record_id = ANY(\(wanted))
            """
        )
        return try session.query(
            """
            SELECT v.record_id, v.version, k.keyring_no, v.slot, v.commitment
            FROM records r
            JOIN record_versions v ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                AND v.record_id = r.record_id
            JOIN record_keys k ON k.controller_id = v.controller_id AND k.slot = v.slot
            WHERE r.controller_id = \(controller) AND r.record_id = ANY(\(wanted)) ORDER BY v.slot
            """
        ).map { try Self.version(from: $0, hasCommitment: true) }
    }

    private func insertion(
        of draft: ShredDraft,
        _ intent: ShredDraft.Intent,
        patient: PatientRow?,
        versions: [ShredVersion],
        slot: Slot
    ) -> [SQL] {
        [
            """
            INSERT INTO patient_slots (controller_id, patient_no, serial, use)
            VALUES (\(controller), 0, \(Int32(slot.serial)), \(Self.shredUse))
            """,
            """
            INSERT INTO shreds (controller_id, shred_id, request_id, certificate_id, cause, patient_no, state, slot,
                sealed_file, commitment, index_renewal, fenced_at)
            VALUES (\(controller), \(draft.id.uuid), \(draft.request.uuid), \(draft.certificate.uuid), 1,
                \(patient.map { Int64($0.number.rawValue) }), 'fenced', \(slot.packed), \(intent.sealedFile),
                \(intent.commitment.bytes), \(draft.indexRenewal?.uuid),
                \(timestamp: intent.fencedAt.secondsSinceEpoch))
            """,
            """
            INSERT INTO shred_prefixes (controller_id, shred_id, prefix)
            SELECT \(controller), \(draft.id.uuid), unnest(\(intent.prefixes.map(\.encoded)))
            """,
            """
            INSERT INTO shred_versions (controller_id, shred_id, record_id, version, keyring_no, slot)
            SELECT \(controller), \(draft.id.uuid), v.record_id, v.version, v.keyring_no, v.slot
            FROM unnest(\(versions.map(\.record.uuid)), \(versions.map(\.version.rawValue)),
                \(versions.map(\.tree.rawValue)), \(versions.map(\.slot.packed)))
                AS v (record_id, version, keyring_no, slot)
            """,
        ]
    }
}
