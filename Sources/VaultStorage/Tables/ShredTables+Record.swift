internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

extension ShredTables {
    func record(
        _ shred: ShredRow,
        clock: VaultClock,
        seal: @escaping @Sendable ([ErasureAnnex.Version]) throws -> ShredRecord,
        fenced: @escaping @Sendable () throws -> Void,
        receipt: @escaping @Sendable () throws -> PunctureReceipt
    ) async throws {
        let slots = Self.slots(of: shred)
        try await pool.transaction(scope: controller, proof: proof(of: shred.id, in: "state <> 'fenced'")) {
            session in
            // The fence holds the patient's row: nobody adds to what lies below it, and nobody who waits for that row
            // wants a lock on what goes here.
            let isPatient = shred.patient != nil
            if !isPatient { try fenced() }
            let answers = try session.pipeline([versions(of: shred)] + emptied(slots, of: shred))
            let record = try seal(versions(from: answers[0]))
            if isPatient { try fenced() }
            try take(
                shred,
                queueing: record,
                with: shred.patient.map { Self.deletion(of: Int64($0.rawValue), controller: controller) }
                    ?? deletion(of: shred),
                in: session
            )
            let receipt = try receipt()
            let epoch = Int64(receipt.epoch.rawValue)
            // One statement, since the key safe is waited for no longer and the device not yet.
            session.enqueue([
                """
                WITH recorded AS (
                    UPDATE shreds SET epoch = \(epoch),
                        punctured_at = \(timestamp: receipt.at.secondsSinceEpoch),
                        recorded_at = \(timestamp: clock.now.secondsSinceEpoch)
                    WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid)
                )
                UPDATE controllers SET epoch = greatest(epoch, \(epoch)) WHERE controller_id = \(controller)
                """
            ])
        }
    }

    /// Locks the row of a shred that nobody has recorded yet, queues its ledger entry and deletes rows.
    private func take(
        _ shred: ShredRow,
        queueing record: ShredRecord,
        with deletion: [SQL],
        in session: Session
    ) throws {
        let beginning: [SQL] = [
            """
            SELECT 1 FROM shreds
            WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid) AND state = 'fenced' FOR UPDATE
            """,
            """
            INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
            VALUES (\(controller), \(record.commitment.bytes), \(LogOwner.shred.rawValue), \(shred.id.uuid), 0)
            """,
            """
            UPDATE shreds SET state = 'recorded', sealed_file = \(record.sealedFile),
                commitment = \(record.commitment.bytes)
            WHERE controller_id = \(controller) AND shred_id = \(shred.id.uuid)
            """,
        ]
        guard try !session.pipeline(beginning + deletion)[0].isEmpty else {
            throw VaultError(.damaged, "an erasure is to be recorded that was recorded before")
        }
    }

    /// Keys, decisions, log events and bodies of slots go.
    private func emptied(_ slots: SQL, of shred: ShredRow) -> [SQL] {
        [
            "DELETE FROM record_keys WHERE controller_id = \(controller) AND \(slots)",
            "DELETE FROM decisions WHERE controller_id = \(controller) AND \(slots)",
            "DELETE FROM log_events WHERE controller_id = \(controller) AND \(slots)",
            """
            WITH gone AS (
                DELETE FROM record_parts WHERE controller_id = \(controller) AND \(slots) RETURNING blob_id
            )
            INSERT INTO blob_removals (controller_id, blob_id, shred_id)
            SELECT \(controller), blob_id, \(shred.id.uuid) FROM gone WHERE blob_id IS NOT NULL
            ON CONFLICT DO NOTHING
            """,
        ]
    }

    /// Finds the versions that a shred takes, in the order of the annex, which is that of the primary key.
    private func versions(of shred: ShredRow) -> SQL {
        """
        SELECT record_id, version, commitment FROM record_versions
        WHERE controller_id = \(controller) AND \(Self.versions(of: shred)) ORDER BY record_id, version
        """
    }

    private func versions(from rows: [Row]) throws -> [ErasureAnnex.Version] {
        try rows.map { row in
            guard let version = VersionNumber(try row.int32(1)) else { throw Self.damaged }
            return ErasureAnnex.Version(
                record: RecordID(try row.uuid(0)),
                version: version,
                commitment: try Commitment(stored: row.bytes(2))
            )
        }
    }

    /// What is true of the slots that a shred takes and of no other, for a table with a column `slot`.
    static func slots(of shred: ShredRow) -> SQL {
        slots(of: shred.patient, or: shred.prefixes.compactMap(\.path.slot))
    }

    /// The same for a patient, or for single slots.
    static func slots(of patient: PatientNumber?, or slots: [Slot]) -> SQL {
        if let patient, let first = Slot(patient: patient, serial: 0) {
            let range = first.packed...(first.packed | Int64(Slot.maximumSerial))
            return "slot BETWEEN \(range.lowerBound) AND \(range.upperBound)"
        }
        // Joined, since of an array no partition is left out.
        return "slot IN (SELECT unnest(\(slots.map(\.packed))))"
    }

    /// What is true of the versions that a shred takes and of no other; it names the patients, by whom they are divided.
    static func versions(of shred: ShredRow) -> SQL {
        shred.patient.map { "patient_no = \(Int64($0.rawValue))" }
            ?? versions(at: shred.prefixes.compactMap(\.path.slot))
    }

    /// The same for single slots.
    ///
    /// The patients are given beside the slots: behind row-level security PostgreSQL looks nothing up in an index that it
    /// has to compute, since what it computes with might tell somebody of rows that are not theirs (leakproof functions).
    static func versions(at slots: [Slot]) -> SQL {
        """
        (patient_no, slot) IN (SELECT * FROM unnest(\(slots.map { Int64($0.patient.rawValue) }), \(slots.map(\.packed))))
        """
    }

    /// Of a patient everything goes but the row, which says that they are erased, and the rows of the records.
    ///
    /// The patient's row comes first: whoever waits for it may hold no lock that is wanted afterwards, nor want one
    /// that is held.
    static func deletion(of patient: Int64, controller: Int32) -> [SQL] {
        let closing: SQL = """
            UPDATE patients SET state = 'erased', sealed_search = NULL, search_slot = NULL, identity_id = NULL,
                merged_into = NULL, person_no = NULL
            WHERE controller_id = \(controller) AND patient_no = \(patient)
            """
        return [closing]
            + [
                "record_versions", "record_links", "aliases", "patient_tokens", "episodes", "patient_slots",
            ].map { table in
                """
                DELETE FROM \(unsafeSQL: table) WHERE controller_id = \(controller) AND patient_no = \(patient)
                """
            }
    }

    /// Of records everything goes but the rows, which say by which shred they were erased; of single versions of a
    /// record that stays, a row of their own says so.
    private func deletion(of shred: ShredRow) -> [SQL] {
        [
            """
            WITH gone AS (
                DELETE FROM record_versions
                WHERE controller_id = \(controller) AND \(Self.versions(of: shred))
                RETURNING record_id, version
            ), whole AS (
                UPDATE records SET state = 'erased', shred_id = \(shred.id.uuid)
                WHERE controller_id = \(controller) AND state = 'fenced'
                    AND record_id IN (SELECT record_id FROM gone)
                RETURNING record_id
            )
            INSERT INTO version_tombstones (controller_id, record_id, version, shred_id)
            SELECT \(controller), record_id, version, \(shred.id.uuid) FROM gone
            WHERE record_id NOT IN (SELECT record_id FROM whole)
            """
        ] + Self.deletionOfRelations(of: shred.id, controller: controller)
    }

    /// What else belonged to records that a shred took whole.
    static func deletionOfRelations(of shred: ShredID, controller: Int32) -> [SQL] {
        [
            """
            DELETE FROM record_links l USING records r
            WHERE r.controller_id = \(controller) AND r.shred_id = \(shred.uuid)
                AND l.controller_id = r.controller_id AND l.patient_no = r.patient_no
                AND r.record_id IN (l.from_record, l.to_record)
            """,
            """
            DELETE FROM aliases a USING records r
            WHERE r.controller_id = \(controller) AND r.shred_id = \(shred.uuid)
                AND a.controller_id = r.controller_id AND a.patient_no = r.patient_no AND a.record_id = r.record_id
            """,
        ]
    }
}
