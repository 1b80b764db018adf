internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension GateTables {
    /// One transaction; the row of the shred, known by its request, says that it was done.
    func repeatErasure(_ erasure: RepeatedErasure, at time: Timestamp) async throws {
        let slots = ShredTables.slots(of: erasure.patient, or: erasure.slots)
        let proof: SQL = """
            SELECT 1 FROM shreds WHERE controller_id = \(controller) AND shred_id = \(erasure.id.uuid)
            """
        try await pool.transaction(scope: controller, proof: proof) { session in
            let office = try SlotAllocation.office(
                for: ShredTables.shredUse,
                controller: controller,
                in: session
            ).slot
            let sealed = try erasure.seal(office)
            var statements = [insertion(of: erasure, at: office, sealed: sealed, time)]
            statements += try relocation(of: erasure, in: session)
            statements += ["record_keys", "decisions", "log_events", "record_parts"].map { table in
                "DELETE FROM \(unsafeSQL: table) WHERE controller_id = \(controller) AND \(slots)"
            }
            statements +=
                erasure.patient.map { patient in
                    ShredTables.deletion(of: Int64(patient.rawValue), controller: controller)
                } ?? deletion(of: erasure.id, erasure.slots)
            try session.executeAll(statements)
        }
    }

    /// Has records that were moved go where they went, as far as this database has them, and the patient in the same tree.
    ///
    /// What was sealed under the old places themselves, decisions and events, cannot be opened any more and goes.
    private func relocation(of erasure: RepeatedErasure, in session: Session) throws -> [SQL] {
        let moved = erasure.moved
        guard !moved.isEmpty else { return [] }
        let found = try session.query(
            """
            SELECT v.slot, m.slot FROM unnest(\(moved.map(\.record.uuid)), \(moved.map(\.version.rawValue)),
                \(moved.map(\.slot.packed)), \(moved.map(\.tree.rawValue))) AS m (record, version, slot, tree)
            JOIN records r ON r.controller_id = \(controller) AND r.record_id = m.record AND r.state = 'current'
            JOIN record_versions v ON v.controller_id = r.controller_id AND v.patient_no = r.patient_no
                AND v.record_id = r.record_id AND v.version = m.version
                AND v.slot = ANY(\(erasure.slots.map(\.packed)))
            JOIN patients p ON p.controller_id = v.controller_id AND p.patient_no = m.slot >> 23
                AND p.state = 'active' AND p.keyring_no = m.tree
            """
        )
        let places = Dictionary(moved.map { ($0.slot.packed, $0) }, uniquingKeysWith: { first, _ in first })
        let known = try found.map { row in
            guard let place = places[try row.int64(1)], let old = Slot(packed: try row.int64(0)) else {
                throw ShredTables.damaged
            }
            return (old: old, place: place)
        }
        guard let first = known.first else { return [] }
        let patients = [first.old.patient, first.place.slot.patient].map { Int64($0.rawValue) }
        return RecordTables.replacement(of: known.map(\.old), by: known.map(\.place), controller: controller)
            + RecordTables.relocation(
                of: known.map {
                    RecordTables.Relocation(
                        record: $0.place.record,
                        old: $0.old,
                        new: $0.place.slot,
                        sealedFacts: $0.place.sealedFacts
                    )
                },
                episode: nil,
                controller: controller
            ) + [
                """
                UPDATE patients SET next_serial = next_serial + 1
                WHERE controller_id = \(controller) AND patient_no = ANY(\(patients))
                """
            ]
    }

    private func insertion(
        of erasure: RepeatedErasure,
        at office: Slot,
        sealed: [UInt8],
        _ time: Timestamp
    ) -> SQL {
        let cause: ShredCause =
            switch erasure.entry.cause {
            case .puncture(.redaction): .rectification
            case .puncture(.move): .move
            default: .erasure
            }
        return """
            INSERT INTO shreds (controller_id, shred_id, request_id, certificate_id, cause, patient_no, state, epoch,
                slot, sealed_order, fenced_at, punctured_at, recorded_at)
            VALUES (\(controller), \(erasure.id.uuid), \(erasure.entry.request.uuid),
                \(CertificateID.random().uuid), \(cause.rawValue),
                \(erasure.patient.map { Int64($0.rawValue) }), 'repeated', \(Int64(erasure.entry.epoch.rawValue)),
                \(office.packed), \(sealed), \(timestamp: erasure.entry.at.secondsSinceEpoch),
                \(timestamp: erasure.entry.at.secondsSinceEpoch), \(timestamp: time.secondsSinceEpoch))
            """
    }

    /// A record of which no version is left is erased; of one that has others, the row of each version says so.
    ///
    /// What stands for the versions of a record that was corrected afterwards was lost with the newer database: such a
    /// record, too, has nothing left that could be read.
    private func deletion(of shred: ShredID, _ slots: [Slot]) -> [SQL] {
        [
            """
            WITH gone AS (
                DELETE FROM record_versions
                WHERE controller_id = \(controller) AND \(ShredTables.versions(at: slots))
                RETURNING record_id, version
            ), whole AS (
                UPDATE records r SET state = 'erased', shred_id = \(shred.uuid)
                WHERE r.controller_id = \(controller) AND r.state <> 'erased'
                    AND r.record_id IN (SELECT record_id FROM gone)
                    AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.controller_id = r.controller_id
                        AND v.patient_no = r.patient_no AND v.record_id = r.record_id AND v.slot <> ALL(\(slots.map(\.packed))))
                RETURNING record_id
            )
            INSERT INTO version_tombstones (controller_id, record_id, version, shred_id)
            SELECT \(controller), record_id, version, \(shred.uuid) FROM gone
            WHERE record_id NOT IN (SELECT record_id FROM whole)
            """,
            // Whom a lost name was found by is found by nothing until somebody says again who they are.
            """
            WITH unnamed AS (
                UPDATE patients p SET sealed_search = NULL, search_slot = NULL FROM records r
                WHERE r.controller_id = \(controller) AND r.shred_id = \(shred.uuid)
                    AND p.controller_id = r.controller_id AND p.patient_no = r.patient_no
                    AND p.identity_id = r.record_id
                RETURNING p.patient_no
            )
            DELETE FROM patient_tokens t USING unnamed u
            WHERE t.controller_id = \(controller) AND t.patient_no = u.patient_no
            """,
        ] + ShredTables.deletionOfRelations(of: shred, controller: controller)
    }
}
