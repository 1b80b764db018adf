internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension ShredTables {
    func record(_ shred: ShredRow, at time: Timestamp) async throws {
        guard let epoch = shred.epoch else {
            throw VaultError(.damaged, "a shred is to be recorded whose keys are not destroyed")
        }
        try await pool.transaction(scope: controller) { session in
            let state = try session.queryOne(
                """
                SELECT state FROM shreds
                WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid) FOR UPDATE
                """
            )
            guard try state?.text(0) == "punctured" else { return }
            var statements = deletion(ofVersions: shred, epoch: epoch)
            if let patient = shred.patient { statements += deletion(of: Int64(patient.rawValue)) }
            statements += [
                """
                INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
                VALUES (\(controller), \(shred.commitment.bytes), \(LogOwner.shred.rawValue), \(shred.id.uuid), 0)
                """,
                """
                UPDATE controllers SET epoch = greatest(epoch, \(Int64(epoch.rawValue)))
                WHERE controller_id = \(controller)
                """,
                """
                UPDATE shreds SET state = 'recorded', recorded_at = \(timestamp: time.secondsSinceEpoch)
                WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid)
                """,
            ]
            session.enqueue(statements)
        }
    }

    private func deletion(ofVersions shred: ShredRow, epoch: Epoch) -> [SQL] {
        let id = shred.id.uuid
        return [
            """
            DELETE FROM record_keys k USING shred_versions s
            WHERE s.controller_id = \(controller) AND s.shred_id = \(id)
                AND k.controller_id = \(controller) AND k.keyring_no = s.keyring_no AND k.slot = s.slot
            """,
            """
            WITH gone AS (
                DELETE FROM record_parts p USING shred_versions s
                WHERE s.controller_id = \(controller) AND s.shred_id = \(id)
                    AND p.controller_id = \(controller) AND p.slot = s.slot
                RETURNING p.blob_id
            )
            INSERT INTO blob_removals (controller_id, blob_id, shred_id)
            SELECT \(controller), blob_id, \(id) FROM gone WHERE blob_id IS NOT NULL ON CONFLICT DO NOTHING
            """,
            """
            WITH targets AS (
                SELECT r.patient_no, r.record_id FROM records r WHERE r.controller_id = \(controller)
                    AND r.record_id IN (SELECT record_id FROM shred_versions
                        WHERE controller_id = \(controller) AND shred_id = \(id))
            )
            DELETE FROM record_versions v USING targets t
            WHERE v.controller_id = \(controller) AND v.patient_no = t.patient_no AND v.record_id = t.record_id
            """,
            """
            WITH gone AS (
                DELETE FROM records r WHERE r.controller_id = \(controller)
                    AND r.record_id IN (SELECT record_id FROM shred_versions
                        WHERE controller_id = \(controller) AND shred_id = \(id))
                RETURNING r.record_id
            )
            DELETE FROM aliases a USING gone g WHERE a.controller_id = \(controller) AND a.record_id = g.record_id
            """,
            """
            INSERT INTO tombstones (controller_id, record_id, version, erased_epoch, cause, shred_id)
            SELECT \(controller), record_id, version, \(Int64(epoch.rawValue)), 1, \(id) FROM shred_versions
            WHERE controller_id = \(controller) AND shred_id = \(id)
            ON CONFLICT DO NOTHING
            """,
        ]
    }

    private func deletion(of patient: Int64) -> [SQL] {
        let emptied: [SQL] = ["patient_tokens", "episodes", "patient_slots"].map { table in
            """
            DELETE FROM \(unsafeSQL: table) WHERE controller_id = \(controller) AND patient_no = \(patient)
            """
        }
        return emptied + [
            """
            UPDATE patients SET state = 'erased', sealed_search = NULL
            WHERE controller_id = \(controller) AND patient_no = \(patient)
            """
        ]
    }
}
